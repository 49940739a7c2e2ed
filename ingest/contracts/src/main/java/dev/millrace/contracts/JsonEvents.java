package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** User events as nearly everybody writes them. */
final class JsonEvents extends UsualJson<UserEvent> {
    private @Nullable String userId;
    private @Nullable String itemId;
    private UserEvent.@Nullable Type type;
    private @Nullable Double value;
    private @Nullable String sessionId;
    private @Nullable String eventId;

    private JsonEvents(long nowMillis) {
        super(nowMillis);
    }

    static @Nullable UserEvent read(byte @Nullable [] key, byte @Nullable [] value, long nowMillis) {
        return new JsonEvents(nowMillis).read(key, value);
    }

    @Override
    boolean take(String field, JsonParser json) throws IOException {
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
                return value == null && value(json);
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

    private boolean value(JsonParser json) throws IOException {
        double found = number(json);
        value = found;
        return !Double.isNaN(found);
    }

    private static UserEvent.@Nullable Type type(JsonParser json) throws IOException {
        String label = text(json);
        return label == null ? null : UserEvent.Type.labelled(label);
    }

    @Override
    @Nullable
    UserEvent finish(String key) {
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
