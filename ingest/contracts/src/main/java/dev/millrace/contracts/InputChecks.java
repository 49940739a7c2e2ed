package dev.millrace.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is refused in every form of an input record, and the words for it. */
final class InputChecks {
    private InputChecks() {}

    /** The value, which must be there and not too large. */
    static byte[] value(byte @Nullable [] bytes) throws InvalidRecordException {
        if (bytes == null || bytes.length == 0) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the value is empty");
        }
        if (bytes.length > Topics.MAX_VALUE_BYTES) {
            throw new InvalidRecordException(
                    ErrorKind.OVERSIZE,
                    "the value has " + bytes.length + " bytes, at most " + Topics.MAX_VALUE_BYTES + " are accepted");
        }
        return bytes;
    }

    /** An id of the value, which must equal the record key. */
    static String keyed(String field, String id, byte @Nullable [] key) throws InvalidRecordException {
        if (!id.equals(new String(requiredKey(field, key), StandardCharsets.UTF_8))) {
            throw new InvalidRecordException(
                    ErrorKind.MISSING_KEY, "the record key differs from the value's " + field + " '" + id + "'");
        }
        return id;
    }

    /** The record key as the id that the value left out. */
    static String keyAlone(String field, byte @Nullable [] key) throws InvalidRecordException {
        byte[] bytes = requiredKey(field, key);
        if (bytes.length == 0) {
            throw missing(field);
        }
        String id = new String(bytes, StandardCharsets.UTF_8);
        // A replacement character stands for bytes that no text has: two keys would become one id.
        if (id.indexOf('\uFFFD') >= 0 && !Arrays.equals(bytes, id.getBytes(StandardCharsets.UTF_8))) {
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED, "the record key is not UTF-8, it must be the " + field);
        }
        return id;
    }

    private static byte[] requiredKey(String field, byte @Nullable [] key) throws InvalidRecordException {
        if (key == null) {
            throw new InvalidRecordException(ErrorKind.MISSING_KEY, "the record has no key, it must be the " + field);
        }
        return key;
    }

    /** @param given the time as it was written, for people */
    static long timestamp(String field, long millis, String given, long nowMillis) throws InvalidRecordException {
        if (millis < 0) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, "field '" + field + "' is before 1970");
        }
        if (!isTimestamp(millis, nowMillis)) {
            throw new InvalidRecordException(
                    ErrorKind.FUTURE_TIME, "field '" + field + "' is more than a day in the future: " + given);
        }
        return millis;
    }

    static boolean isTimestamp(long millis, long nowMillis) {
        return millis >= 0 && millis <= nowMillis + Timestamps.MAX_AHEAD_MILLIS;
    }

    static double finite(String field, double number) throws InvalidRecordException {
        if (!Double.isFinite(number)) {
            throw new InvalidRecordException(ErrorKind.NOT_FINITE, "field '" + field + "' is not finite");
        }
        return number;
    }

    static InvalidRecordException missing(String field) {
        return new InvalidRecordException(ErrorKind.MISSING_KEY, "field '" + field + "' is missing");
    }

    static InvalidRecordException noChannel() {
        return new InvalidRecordException(ErrorKind.MISSING_KEY, "field 'values' has no channel");
    }

    static InvalidRecordException noSuchType(String label) {
        return new InvalidRecordException(
                ErrorKind.WRONG_TYPE,
                "field 'type' must be one of view, cart, purchase, rating, impression, click, it is '" + label + "'");
    }
}
