package dev.millrace.features.rows;

import com.google.protobuf.ByteString;
import feast.proto.types.ValueProto.BoolList;
import feast.proto.types.ValueProto.BytesList;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Int32List;
import feast.proto.types.ValueProto.Int64List;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Java values to Feast's, one method per type; null becomes {@link #NULL}. */
final class Cells {
    /** NULL as Feast writes it: a value that is not set. */
    static final Value NULL = Value.getDefaultInstance();

    private Cells() {}

    static Value bytesVal(@Nullable ByteString value) {
        return cell(value, Value.Builder::setBytesVal);
    }

    static Value stringVal(@Nullable String value) {
        return cell(value, Value.Builder::setStringVal);
    }

    static Value int32Val(@Nullable Integer value) {
        return cell(value, Value.Builder::setInt32Val);
    }

    static Value int64Val(@Nullable Long value) {
        return cell(value, Value.Builder::setInt64Val);
    }

    static Value doubleVal(@Nullable Double value) {
        return cell(value, Value.Builder::setDoubleVal);
    }

    static Value floatVal(@Nullable Float value) {
        return cell(value, Value.Builder::setFloatVal);
    }

    static Value boolVal(@Nullable Boolean value) {
        return cell(value, Value.Builder::setBoolVal);
    }

    /** Whole seconds, as Feast keeps them. */
    static Value unixTimestampVal(@Nullable Instant value) {
        return cell(value, (cell, time) -> cell.setUnixTimestampVal(time.getEpochSecond()));
    }

    static Value bytesListVal(@Nullable List<ByteString> value) {
        return cell(
                value,
                (cell, list) -> cell.setBytesListVal(BytesList.newBuilder().addAllVal(list)));
    }

    static Value stringListVal(@Nullable List<String> value) {
        return cell(
                value,
                (cell, list) -> cell.setStringListVal(StringList.newBuilder().addAllVal(list)));
    }

    static Value int32ListVal(@Nullable List<Integer> value) {
        return cell(
                value,
                (cell, list) -> cell.setInt32ListVal(Int32List.newBuilder().addAllVal(list)));
    }

    static Value int64ListVal(@Nullable List<Long> value) {
        return cell(
                value,
                (cell, list) -> cell.setInt64ListVal(Int64List.newBuilder().addAllVal(list)));
    }

    static Value doubleListVal(@Nullable List<Double> value) {
        return cell(
                value,
                (cell, list) -> cell.setDoubleListVal(DoubleList.newBuilder().addAllVal(list)));
    }

    static Value floatListVal(@Nullable List<Float> value) {
        return cell(
                value,
                (cell, list) -> cell.setFloatListVal(FloatList.newBuilder().addAllVal(list)));
    }

    static Value boolListVal(@Nullable List<Boolean> value) {
        return cell(
                value, (cell, list) -> cell.setBoolListVal(BoolList.newBuilder().addAllVal(list)));
    }

    static Value unixTimestampListVal(@Nullable List<Instant> value) {
        return cell(value, (cell, list) -> {
            Int64List.Builder seconds = Int64List.newBuilder();
            list.forEach(time -> seconds.addVal(time.getEpochSecond()));
            return cell.setUnixTimestampListVal(seconds);
        });
    }

    private static <T> Value cell(@Nullable T value, BiFunction<Value.Builder, T, Value.Builder> set) {
        return value == null ? NULL : set.apply(Value.newBuilder(), value).build();
    }
}
