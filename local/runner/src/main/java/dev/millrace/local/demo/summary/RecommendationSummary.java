package dev.millrace.local.demo.summary;

import org.jspecify.annotations.Nullable;

/**
 * Next-item quality over the full catalogue; with one right item a position, recall@10 is the same number as hit rate@10.
 *
 * @param positions interactions judged: the user's previous interaction had a list by the live model
 * @param hitRateAt10 share whose item was in that list's first ten, null without positions
 * @param popularityHitRateAt10 the same for the ten most popular items that the user had not seen
 */
public record RecommendationSummary(
        long positions, @Nullable Double hitRateAt10, @Nullable Double popularityHitRateAt10) {}
