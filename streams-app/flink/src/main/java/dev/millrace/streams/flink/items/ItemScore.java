package dev.millrace.streams.flink.items;

import dev.millrace.streams.flink.types.FlatType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * An item's new score.
 *
 * @param log2Score as {@link dev.millrace.streams.core.popularity.ItemState} holds it
 * @param newest event time of the item's newest event, epoch milliseconds
 */
record ItemScore(String itemId, double log2Score, long newest) {
    static final TypeInformation<ItemScore> TYPE = new FlatType<>(ItemScore.class, ItemScoreFormat.INSTANCE);
}
