package dev.millrace.contracts;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

        private static final Map<String, Type> BY_LABEL =
                Stream.of(values()).collect(Collectors.toUnmodifiableMap(Type::label, type -> type));

        private final String label = name().toLowerCase(Locale.ROOT);

        public String label() {
            return label;
        }

        /** The type of this label, null where there is none. */
        static @Nullable Type labelled(String label) {
            return BY_LABEL.get(label);
        }
    }

    /** True where the event is the user's own act: it enters the history and asks for fresh recommendations. */
    public boolean isInteraction() {
        return type != Type.IMPRESSION;
    }
}
