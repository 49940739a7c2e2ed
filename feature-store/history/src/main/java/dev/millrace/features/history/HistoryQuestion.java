package dev.millrace.features.history;

import dev.millrace.features.api.FeatureRef;
import java.nio.file.Path;
import java.util.List;

/**
 * What a point-in-time join is asked.
 *
 * @param entities CSV, JSONL or Parquet with the join keys, {@code event_timestamp}, and any other columns, which are kept
 * @param features in the order of the new columns
 * @param out CSV, JSONL or Parquet, by its extension
 * @param fullNames call columns {@code view__feature}, not by the feature alone
 * @param timeToLive leave out rows older than their view's ttl
 * @param asKnown leave out rows that were not yet written at the time asked for
 */
public record HistoryQuestion(
        Path entities, List<FeatureRef> features, Path out, boolean fullNames, boolean timeToLive, boolean asKnown) {
    public HistoryQuestion {
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("features: none asked for");
        }
    }

    String column(FeatureRef ref) {
        return fullNames ? ref.view() + "__" + ref.feature() : ref.feature();
    }
}
