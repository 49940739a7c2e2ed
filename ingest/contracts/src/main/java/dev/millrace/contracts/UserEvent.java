package dev.millrace.contracts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One interaction of a user with an item.
 *
 * @param timestamp event time, epoch milliseconds
 * @param value rating or amount where the type has one
 */
public record UserEvent(
        String userId,
        String itemId,
        Type type,
        long timestamp,
        @Nullable Double value,
        @Nullable String sessionId,
        @Nullable String eventId) {

    /** Kinds of interaction; {@link #IMPRESSION} says what was shown, all others what the user did. */
    public enum Type {
        VIEW,
        CART,
        PURCHASE,
        RATING,
        IMPRESSION,
        CLICK;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** True where the event is the user's own act: it enters the history and asks for fresh recommendations. */
    public boolean isInteraction() {
        return type != Type.IMPRESSION;
    }
}
