package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an outsider's JSON object strictly, and says in words what is wrong with them. */
final class JsonObject {
    private final JsonNode node;

    private JsonObject(JsonNode node) {
        this.node = node;
    }

    static JsonObject parse(byte @Nullable [] bytes) throws InvalidRecordException {
        JsonNode node;
        try {
            node = Json.mapper().readTree(InputChecks.value(bytes));
        } catch (IOException e) {
            // Some producers write bare NaN or Infinity, which JSON does not have: name the real trouble.
            String message = firstLine(e);
            ErrorKind kind = message.contains("NaN") || message.contains("INF") || message.contains("Infinity")
                    ? ErrorKind.NOT_FINITE
                    : ErrorKind.MALFORMED;
            throw new InvalidRecordException(kind, "not valid JSON: " + message);
        }
        if (!node.isObject()) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "not a JSON object");
        }
        return new JsonObject(node);
    }

    /** First line of a parser's message, without source locations that could repeat the payload. */
    static String firstLine(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        if (message == null) {
            return e.getClass().getSimpleName();
        }
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    /** The id that must be in the value, must be text or a whole number, and must equal the record key. */
    String keyedId(String field, byte @Nullable [] key) throws InvalidRecordException {
        return InputChecks.keyed(field, requiredId(field), key);
    }

    String requiredId(String field) throws InvalidRecordException {
        String id = optionalText(field);
        if (id == null || id.isEmpty()) {
            throw InputChecks.missing(field);
        }
        return id;
    }

    @Nullable
    String optionalText(String field) throws InvalidRecordException {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw wrongType(field, "text", value);
        }
        return value.asText();
    }

    long requiredTimestamp(String field, long nowMillis) throws InvalidRecordException {
        Long time = optionalTimestamp(field, nowMillis);
        if (time == null) {
            throw InputChecks.missing(field);
        }
        return time;
    }

    @Nullable
    Long optionalTimestamp(String field, long nowMillis) throws InvalidRecordException {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        long millis;
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            millis = value.longValue();
        } else if (value.isTextual()) {
            millis = parseIso(field, value.textValue());
        } else {
            throw wrongType(field, "epoch milliseconds or ISO-8601 text with a zone", value);
        }
        return InputChecks.timestamp(field, millis, value.asText(), nowMillis);
    }

    private static long parseIso(String field, String text) throws InvalidRecordException {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidRecordException(
                    ErrorKind.WRONG_TYPE,
                    "field '" + field + "' is not ISO-8601 with a zone (2026-01-31T12:00:00Z): '" + clip(text) + "'");
        }
    }

    /** Epoch milliseconds of an ISO-8601 text with a zone, −1 where it is none or before 1970. */
    static long isoOrMinusOne(String text) {
        try {
            return Math.max(-1, OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return -1;
        }
    }

    @Nullable
    Double optionalNumber(String field) throws InvalidRecordException {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : number(field, value);
    }

    @Nullable
    Integer optionalInt(String field, int min, int max) throws InvalidRecordException {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < min || value.intValue() > max) {
            throw wrongType(field, "a whole number from " + min + " to " + max, value);
        }
        return value.intValue();
    }

    /** The field's object, with at least one member. */
    JsonNode requiredObject(String field) throws InvalidRecordException {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw InputChecks.missing(field);
        }
        if (!value.isObject()) {
            throw wrongType(field, "an object", value);
        }
        return value;
    }

    @Nullable
    JsonNode optional(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value;
    }

    List<String> optionalTexts(String field) throws InvalidRecordException {
        JsonNode value = optional(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrongType(field, "an array of texts", value);
        }
        var texts = new ArrayList<String>(value.size());
        for (JsonNode element : value) {
            if (!element.isTextual() && !element.isIntegralNumber()) {
                throw wrongType(field, "an array of texts", value);
            }
            texts.add(element.asText());
        }
        return texts;
    }

    static double number(String field, JsonNode value) throws InvalidRecordException {
        if (value.isTextual() && isNotFiniteWord(value.textValue())) {
            throw new InvalidRecordException(ErrorKind.NOT_FINITE, "field '" + field + "' is " + value.textValue());
        }
        if (!value.isNumber()) {
            throw wrongType(field, "a number", value);
        }
        return InputChecks.finite(field, value.doubleValue());
    }

    private static boolean isNotFiniteWord(String text) {
        return switch (text) {
            case "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "+inf" -> true;
            default -> false;
        };
    }

    static InvalidRecordException wrongType(String field, String wanted, JsonNode value) {
        return new InvalidRecordException(
                ErrorKind.WRONG_TYPE,
                "field '" + field + "' must be " + wanted + ", it is "
                        + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " '" + clip(value.toString())
                        + "'");
    }

    private static String clip(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
