package dev.millrace.features.materializer;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Timestamps;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.FeatureRows;
import dev.millrace.features.views.RowCheck;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The value of a record on {@code features} to a whole row of a declared view. Pure. */
final class FeatureRowReader {
    private final RowCheck declared;

    FeatureRowReader(RowCheck declared) {
        this.declared = declared;
    }

    /** Throws {@link InvalidRecordException} with the reason where the row must not reach the store. */
    FeatureRow read(byte @Nullable [] value, long nowMillis) throws InvalidRecordException {
        FeatureRow row = parse(value);
        requirePresent(row);
        try {
            FeatureRows.require(row);
        } catch (IllegalArgumentException e) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, String.valueOf(e.getMessage()));
        }
        requireTime(row, nowMillis);
        for (FeatureRow.Feature feature : row.getFeaturesList()) {
            if (!isFinite(feature.getValue())) {
                throw new InvalidRecordException(
                        ErrorKind.NOT_FINITE,
                        "features: '" + feature.getName() + "' is or has NaN or an infinite number");
            }
        }
        return declared.whole(row);
    }

    private static FeatureRow parse(byte @Nullable [] value) throws InvalidRecordException {
        if (value == null) {
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED, "no value: rows of features are not deleted by a record");
        }
        try {
            return FeatureRow.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "not a millrace.FeatureRow: " + e.getMessage());
        }
    }

    private static void requirePresent(FeatureRow row) throws InvalidRecordException {
        String missing = row.getFeatureView().isEmpty()
                ? "feature_view"
                : !row.hasEventTime() ? "event_time" : row.getFeaturesCount() == 0 ? "features" : null;
        if (missing != null) {
            throw new InvalidRecordException(ErrorKind.MISSING_KEY, missing + ": missing");
        }
    }

    /** A row from the far future would keep every right row out until then. */
    private static void requireTime(FeatureRow row, long nowMillis) throws InvalidRecordException {
        Instant eventTime = FeatureRows.eventTime(row);
        if (eventTime.isAfter(Instant.ofEpochMilli(nowMillis + Timestamps.MAX_AHEAD_MILLIS))) {
            throw new InvalidRecordException(
                    ErrorKind.FUTURE_TIME, "event_time: " + eventTime + " is more than a day ahead of the clock");
        }
    }

    private static boolean isFinite(Value value) {
        return switch (value.getValCase()) {
            case DOUBLE_VAL -> Double.isFinite(value.getDoubleVal());
            case FLOAT_VAL -> Float.isFinite(value.getFloatVal());
            case DOUBLE_LIST_VAL ->
                value.getDoubleListVal().getValList().stream().allMatch(Double::isFinite);
            case FLOAT_LIST_VAL -> value.getFloatListVal().getValList().stream().allMatch(Float::isFinite);
            default -> true;
        };
    }
}
