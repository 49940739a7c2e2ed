package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.RecommendationRequest;

/**
 * How much of a user is kept, and what an event asks for.
 *
 * @param history interactions kept, the newest by event time
 * @param seen distinct items kept as seen, the most recent; an item that falls out may be recommended again
 * @param recentIds event ids kept to know a repetition; must exceed the events of one user that one commit interval can hold
 * @param k items that an event-triggered request asks for
 */
public record UserStateConfig(int history, int seen, int recentIds, int k) {
    public UserStateConfig {
        requireRange("history", history, 1, 1000);
        requireRange("seen", seen, 1, 100_000);
        requireRange("recentIds", recentIds, 1, 10_000);
        requireRange("k", k, 1, RecommendationRequest.MAX_K);
    }

    public static UserStateConfig defaults() {
        return new UserStateConfig(50, 500, 128, RecommendationRequest.DEFAULT_K);
    }

    public UserStateConfig withK(int newK) {
        return new UserStateConfig(history, seen, recentIds, newK);
    }

    public UserStateConfig withSeen(int newSeen) {
        return new UserStateConfig(history, newSeen, recentIds, k);
    }

    private static void requireRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "user state " + key + " must be from " + min + " to " + max + ", it is " + value);
        }
    }
}
