package dev.millrace.load.witness;

import org.jspecify.annotations.Nullable;

/**
 * How well the lists meet the planted tastes, over the lists of events due after the warm-up.
 *
 * @param lists recommendations, repetitions left out
 * @param items in them
 * @param liked items of a group that the user likes
 * @param hit lists with at least one such item
 */
public record Hits(long lists, long items, long liked, long hit) {
    /** Share of the recommended items that the user likes; null without items. */
    public @Nullable Double likedShare() {
        return items == 0 ? null : (double) liked / items;
    }

    /** Share of the lists with at least one item that the user likes, whatever the length k; null without lists. */
    public @Nullable Double hitRate() {
        return lists == 0 ? null : (double) hit / lists;
    }
}
