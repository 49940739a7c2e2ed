package dev.millrace.features.rows;

import dev.millrace.contracts.features.FeatureRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * View {@code item_catalog}: What the catalogue says of an item; null values where it was removed. A feature that is not given is NULL.
 *
 * <p>Generated from feature-views.yaml; GenerateFeastRepo refreshes it.
 */
public final class ItemCatalogRow {
    public static final String VIEW = "item_catalog";
    /** STRING. */
    public static final String TITLE = "title";
    /** STRING_LIST. */
    public static final String CATEGORIES = "categories";

    private final RowParts row;

    private ItemCatalogRow(String itemId, Instant eventTime) {
        row = new RowParts(VIEW, eventTime);
        row.joinKey("item_id", Cells.stringVal(itemId));
        row.feature(TITLE);
        row.feature(CATEGORIES);
    }

    /** A row that is true at {@code eventTime}; one of an older or equal time does not replace it. */
    public static ItemCatalogRow of(String itemId, Instant eventTime) {
        return new ItemCatalogRow(itemId, eventTime);
    }

    public ItemCatalogRow title(@Nullable String value) {
        row.set(0, Cells.stringVal(value));
        return this;
    }

    public ItemCatalogRow categories(@Nullable List<String> value) {
        row.set(1, Cells.stringListVal(value));
        return this;
    }

    public FeatureRow build() {
        return row.build();
    }
}
