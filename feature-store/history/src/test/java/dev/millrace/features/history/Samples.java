package dev.millrace.features.history;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.features.FeatureRow;
import feast.proto.types.ValueProto.BoolList;
import feast.proto.types.ValueProto.BytesList;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Int32List;
import feast.proto.types.ValueProto.Int64List;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.util.List;

/** A value of every type of a feature, and the same as JSON. */
final class Samples {
    /** All that a feature can have. */
    static final List<ValueType.Enum> TYPES = List.of(
            ValueType.Enum.STRING,
            ValueType.Enum.BYTES,
            ValueType.Enum.INT32,
            ValueType.Enum.INT64,
            ValueType.Enum.FLOAT,
            ValueType.Enum.DOUBLE,
            ValueType.Enum.BOOL,
            ValueType.Enum.UNIX_TIMESTAMP,
            ValueType.Enum.STRING_LIST,
            ValueType.Enum.BYTES_LIST,
            ValueType.Enum.INT32_LIST,
            ValueType.Enum.INT64_LIST,
            ValueType.Enum.FLOAT_LIST,
            ValueType.Enum.DOUBLE_LIST,
            ValueType.Enum.BOOL_LIST,
            ValueType.Enum.UNIX_TIMESTAMP_LIST);

    private Samples() {}

    static Value of(ValueType.Enum type) {
        var value = Value.newBuilder();
        ByteString bytes = ByteString.copyFromUtf8("ab");
        switch (type) {
            case STRING -> value.setStringVal("it's \"é\", \u0000 1");
            case BYTES -> value.setBytesVal(bytes);
            case INT32 -> value.setInt32Val(-5);
            case INT64 -> value.setInt64Val(Long.MIN_VALUE);
            case FLOAT -> value.setFloatVal(1.5f);
            case DOUBLE -> value.setDoubleVal(-2.5);
            case BOOL -> value.setBoolVal(true);
            case UNIX_TIMESTAMP -> value.setUnixTimestampVal(-1);
            case STRING_LIST -> value.mergeFrom(Fixture.names("a", "", "b,c"));
            case BYTES_LIST -> value.setBytesListVal(BytesList.newBuilder().addVal(bytes));
            case INT32_LIST ->
                value.setInt32ListVal(Int32List.newBuilder().addVal(1).addVal(-2));
            case INT64_LIST -> value.setInt64ListVal(Int64List.newBuilder());
            case FLOAT_LIST -> value.setFloatListVal(FloatList.newBuilder().addVal(0.25f));
            case DOUBLE_LIST -> value.setDoubleListVal(DoubleList.newBuilder().addVal(1e300));
            case BOOL_LIST -> value.setBoolListVal(BoolList.newBuilder().addVal(false));
            case UNIX_TIMESTAMP_LIST ->
                value.setUnixTimestampListVal(Int64List.newBuilder().addVal(0));
            default -> throw new IllegalArgumentException(type.toString());
        }
        return value.build();
    }

    static String json(ValueType.Enum type) {
        return switch (type) {
            case STRING -> "\"it's \\\"é\\\", \\u0000 1\"";
            case BYTES -> "\"ab\"";
            case INT32 -> "-5";
            case INT64 -> "-9223372036854775808";
            case FLOAT -> "1.5";
            case DOUBLE -> "-2.5";
            case BOOL -> "true";
            case UNIX_TIMESTAMP -> "\"1969-12-31 23:59:59+00\"";
            case STRING_LIST -> "[\"a\",\"\",\"b,c\"]";
            case BYTES_LIST -> "[\"ab\"]";
            case INT32_LIST -> "[1,-2]";
            case INT64_LIST -> "[]";
            case FLOAT_LIST -> "[0.25]";
            case DOUBLE_LIST -> "[1e300]";
            case BOOL_LIST -> "[false]";
            case UNIX_TIMESTAMP_LIST -> "[\"1970-01-01 00:00:00+00\"]";
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    static FeatureRow.Feature nullOf(String feature) {
        return FeatureRow.Feature.newBuilder().setName(feature).build();
    }
}
