package dev.millrace.streams.flink.items;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.rows.ItemPopularityRow;
import dev.millrace.streams.core.popularity.DecayedPopularity;
import dev.millrace.streams.core.popularity.TopItems;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The list as a row of the entityless feature view {@code item_popularity}, best first. */
final class PopularityRow {
    private PopularityRow() {}

    /** Scores are as of {@code eventTime}, epoch milliseconds. The record's key is the view: its rows keep their order. */
    static Outgoing of(List<TopItems.Entry> ranked, long eventTime, DecayedPopularity popularity) {
        FeatureRow row = ItemPopularityRow.of(Instant.ofEpochMilli(eventTime))
                .items(ranked.stream().map(TopItems.Entry::itemId).toList())
                .scores(ranked.stream()
                        .map(entry -> popularity.scoreAt(entry.log2Score(), eventTime))
                        .toList())
                .build();
        return new Outgoing(
                Topics.FEATURES,
                ItemPopularityRow.VIEW.getBytes(StandardCharsets.UTF_8),
                row.toByteArray(),
                new RecordHeaders());
    }
}
