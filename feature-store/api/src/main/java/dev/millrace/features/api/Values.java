package dev.millrace.features.api;

import feast.proto.types.ValueProto.Value;
import java.util.List;
import java.util.OptionalDouble;

/** Short forms for the commonest Feast values. */
public final class Values {
    private Values() {}

    public static Value text(String value) {
        return Value.newBuilder().setStringVal(value).build();
    }

    public static Value int64(long value) {
        return Value.newBuilder().setInt64Val(value).build();
    }

    public static Value float64(double value) {
        return Value.newBuilder().setDoubleVal(value).build();
    }

    /** Whether a stored value says that there is none: unset, as Feast writes it, or an explicit null. */
    public static boolean isNull(Value value) {
        return switch (value.getValCase()) {
            case VAL_NOT_SET, NULL_VAL -> true;
            default -> false;
        };
    }

    /** The numbers of a list; none where the value is no list of numbers. */
    public static double[] numbers(Value value) {
        return switch (value.getValCase()) {
            case DOUBLE_LIST_VAL -> doubles(value.getDoubleListVal().getValList());
            case FLOAT_LIST_VAL -> doubles(value.getFloatListVal().getValList());
            case INT64_LIST_VAL -> doubles(value.getInt64ListVal().getValList());
            case INT32_LIST_VAL -> doubles(value.getInt32ListVal().getValList());
            default -> new double[0];
        };
    }

    private static double[] doubles(List<? extends Number> list) {
        return list.stream().mapToDouble(Number::doubleValue).toArray();
    }

    /** A scalar number as a model takes it, booleans as 0 and 1; empty for text, bytes, lists and NULL. */
    public static OptionalDouble number(Value value) {
        return switch (value.getValCase()) {
            case DOUBLE_VAL -> OptionalDouble.of(value.getDoubleVal());
            case FLOAT_VAL -> OptionalDouble.of(value.getFloatVal());
            case INT64_VAL -> OptionalDouble.of((double) value.getInt64Val());
            case INT32_VAL -> OptionalDouble.of(value.getInt32Val());
            case UNIX_TIMESTAMP_VAL -> OptionalDouble.of((double) value.getUnixTimestampVal());
            case BOOL_VAL -> OptionalDouble.of(value.getBoolVal() ? 1 : 0);
            default -> OptionalDouble.empty();
        };
    }
}
