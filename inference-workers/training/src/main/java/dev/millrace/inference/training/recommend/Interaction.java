package dev.millrace.inference.training.recommend;

import dev.millrace.contracts.UserEvent;

/**
 * A user did something with an item.
 *
 * @param timestamp event time, epoch milliseconds
 */
public record Interaction(String userId, String itemId, long timestamp) {
    /** Of an event that {@link UserEvent#isInteraction() is one}. */
    public static Interaction of(UserEvent event) {
        if (!event.isInteraction()) {
            throw new IllegalArgumentException("an event of type " + event.type() + " is no interaction");
        }
        return new Interaction(event.userId(), event.itemId(), event.timestamp());
    }
}
