package dev.millrace.streams.kafka;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.rows.ItemCatalogRow;
import dev.millrace.features.rows.UserActivityRow;
import dev.millrace.streams.core.recommend.UserActivity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the feature views that this process owns. A store drops a row whose event time is not later than the stored one, so
 * every row of an entity gets nanoseconds that make its time larger than the time of the row before.
 */
final class FeatureRows {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private FeatureRows() {}

    /**
     * View {@code item_catalog}; null values where the item was removed.
     *
     * @param kafkaTimestamp of the catalogue record, epoch milliseconds: the event time
     * @param offset of the catalogue record: tells two records of one millisecond apart
     */
    static FeatureRow itemCatalog(String itemId, @Nullable CatalogItem item, long kafkaTimestamp, long offset) {
        ItemCatalogRow row = ItemCatalogRow.of(itemId, time(kafkaTimestamp, offset % NANOS_PER_MILLI));
        return item == null
                ? row.build()
                : row.title(item.title()).categories(item.categories()).build();
    }

    /** View {@code user_activity}. */
    static FeatureRow userActivity(String userId, UserActivity activity) {
        return UserActivityRow.of(userId, time(activity.lastEventTime(), activity.revision()))
                .events(activity.events())
                .interactions(activity.interactions())
                .lastItem(activity.lastItem())
                .lastEventTime(Instant.ofEpochMilli(activity.lastEventTime()))
                .build();
    }

    private static Instant time(long millis, long nanos) {
        return Instant.ofEpochMilli(millis).plusNanos(nanos);
    }
}
