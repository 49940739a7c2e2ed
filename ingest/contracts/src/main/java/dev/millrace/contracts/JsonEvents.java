package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * User events as nearly everybody writes them, token by token into the record, as {@link JsonReadings} does: {@link #read} returns
 * null for whatever is unusual and leaves it to the reader of the whole tree. So this may only accept what the tree reader accepts,
 * with the same result. Single use, single thread.
 */
final class JsonEvents {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    /** A number of more digits has limits of its own in the tree reader. */
    private static final int LONGEST_NUMBER = 40;

    private final long nowMillis;

    private @Nullable String userId;
    private @Nullable String itemId;
    private UserEvent.@Nullable Type type;
    private long timestamp = -1;
    private @Nullable Double value;
    private @Nullable String sessionId;
    private @Nullable String eventId;

    private JsonEvents(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    static @Nullable UserEvent read(byte @Nullable [] key, byte @Nullable [] value, long nowMillis) {
        if (key == null || value == null || value.length > Topics.MAX_VALUE_BYTES) {
            return null;
        }
        var event = new JsonEvents(nowMillis);
        try (JsonParser json = FACTORY.createParser(value)) {
            return event.parse(json) ? event.finish(new String(key, StandardCharsets.UTF_8)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private boolean parse(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            if (!take(field, json)) {
                return false;
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    /** False where the field is there already, or its value is not as usual. */
    private boolean take(String field, JsonParser json) throws IOException {
        switch (field) {
            case "userId" -> {
                return userId == null && (userId = text(json)) != null;
            }
            case "itemId" -> {
                return itemId == null && (itemId = text(json)) != null;
            }
            case "type" -> {
                return type == null && (type = type(json)) != null;
            }
            case "timestamp" -> {
                return timestamp(json);
            }
            case "value" -> {
                return value == null && (value = number(json)) != null;
            }
            case "sessionId" -> {
                return sessionId == null && (sessionId = text(json)) != null;
            }
            case "eventId" -> {
                return eventId == null && (eventId = text(json)) != null;
            }
            default -> {
                return unknown(json);
            }
        }
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    private static UserEvent.@Nullable Type type(JsonParser json) throws IOException {
        String label = text(json);
        return label == null ? null : UserEvent.Type.labelled(label);
    }

    private boolean timestamp(JsonParser json) throws IOException {
        if (timestamp >= 0) {
            return false;
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            timestamp = JsonObject.isoOrMinusOne(json.getText());
        } else if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() < 19) {
            timestamp = json.getLongValue();
        }
        return InputChecks.isTimestamp(timestamp, nowMillis);
    }

    private static @Nullable Double number(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric() || json.getTextLength() > LONGEST_NUMBER) {
            return null;
        }
        double number = json.getDoubleValue();
        return Double.isFinite(number) ? number : null;
    }

    private static boolean unknown(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getTextLength() <= LONGEST_NUMBER;
            default -> false;
        };
    }

    private @Nullable UserEvent finish(String key) {
        String user = userId;
        String item = itemId;
        UserEvent.Type kind = type;
        if (user == null || user.isEmpty() || !user.equals(key)) {
            return null;
        }
        if (item == null || item.isEmpty() || kind == null || timestamp < 0) {
            return null;
        }
        return new UserEvent(user, item, kind, timestamp, value, sessionId, eventId);
    }
}
