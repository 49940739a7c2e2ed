package dev.millrace.features.rows;

import dev.millrace.contracts.features.FeatureRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * View {@code item_popularity}: The most popular items, best first; one row for all. A feature that is not given is NULL.
 *
 * <p>Generated from feature-views.yaml; GenerateFeastRepo refreshes it.
 */
public final class ItemPopularityRow {
    public static final String VIEW = "item_popularity";
    /** STRING_LIST: Item ids. */
    public static final String ITEMS = "items";
    /** DOUBLE_LIST: Interactions, decayed to the row's event time. */
    public static final String SCORES = "scores";

    private final RowParts row;

    private ItemPopularityRow(Instant eventTime) {
        row = new RowParts(VIEW, eventTime);
        row.feature(ITEMS);
        row.feature(SCORES);
    }

    /** A row that is true at {@code eventTime}; one of an older or equal time does not replace it. */
    public static ItemPopularityRow of(Instant eventTime) {
        return new ItemPopularityRow(eventTime);
    }

    public ItemPopularityRow items(@Nullable List<String> value) {
        row.set(0, Cells.stringListVal(value));
        return this;
    }

    public ItemPopularityRow scores(@Nullable List<Double> value) {
        row.set(1, Cells.doubleListVal(value));
        return this;
    }

    public FeatureRow build() {
        return row.build();
    }
}
