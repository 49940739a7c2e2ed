package dev.millrace.features.decorators;

import java.time.Duration;
import java.util.Set;

/**
 * What may be answered from memory.
 *
 * @param views the views that are kept; best those that many requests share, such as an item's
 * @param maxStaleness how long a vector is used after it was read
 * @param maxEntries vectors that are kept at most
 */
public record CachePolicy(Set<String> views, Duration maxStaleness, long maxEntries) {
    public CachePolicy {
        views = Set.copyOf(views);
        if (views.isEmpty()) {
            throw new IllegalArgumentException("views: none named");
        }
        if (maxStaleness.isNegative() || maxStaleness.isZero()) {
            throw new IllegalArgumentException("maxStaleness: " + maxStaleness + " is not positive");
        }
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries: " + maxEntries + " is less than 1");
        }
    }
}
