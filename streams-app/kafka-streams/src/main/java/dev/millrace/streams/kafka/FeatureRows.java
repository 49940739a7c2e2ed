package dev.millrace.streams.kafka;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.streams.core.recommend.UserActivity;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the feature views that this process owns. A store drops a row whose event time is not later than the stored one, so
 * every row of an entity gets nanoseconds that make its time larger than the time of the row before.
 */
final class FeatureRows {
    static final String ITEM_CATALOG = "item_catalog";
    static final String USER_ACTIVITY = "user_activity";

    private static final Value NULL = Value.getDefaultInstance();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private FeatureRows() {}

    /**
     * View {@code item_catalog}: {@code title} string, {@code categories} string list; null values where the item was removed.
     *
     * @param kafkaTimestamp of the catalogue record, epoch milliseconds: the event time
     * @param offset of the catalogue record: tells two records of one millisecond apart
     */
    static FeatureRow itemCatalog(String itemId, @Nullable CatalogItem item, long kafkaTimestamp, long offset) {
        String title = item == null ? null : item.title();
        Value categories = item == null
                ? NULL
                : Value.newBuilder()
                        .setStringListVal(StringList.newBuilder().addAllVal(item.categories()))
                        .build();
        return row(ITEM_CATALOG, "item_id", itemId, kafkaTimestamp, offset % NANOS_PER_MILLI)
                .addFeatures(feature("title", title == null ? NULL : text(title)))
                .addFeatures(feature("categories", categories))
                .build();
    }

    /** View {@code user_activity}: {@code events}, {@code interactions} int64, {@code last_item} string, {@code last_event_time}. */
    static FeatureRow userActivity(String userId, UserActivity activity) {
        String lastItem = activity.lastItem();
        Value time = Value.newBuilder()
                .setUnixTimestampVal(activity.lastEventTime() / 1000)
                .build();
        return row(USER_ACTIVITY, "user_id", userId, activity.lastEventTime(), activity.revision())
                .addFeatures(feature("events", number(activity.events())))
                .addFeatures(feature("interactions", number(activity.interactions())))
                .addFeatures(feature("last_item", lastItem == null ? NULL : text(lastItem)))
                .addFeatures(feature("last_event_time", time))
                .build();
    }

    private static FeatureRow.Builder row(String view, String joinKey, String entity, long millis, long nanos) {
        long seconds = Math.floorDiv(millis, 1000L);
        long rest = Math.floorMod(millis, 1000L) * NANOS_PER_MILLI + nanos;
        return FeatureRow.newBuilder()
                .setFeatureView(view)
                .addJoinKeys(FeatureRow.JoinKey.newBuilder().setName(joinKey).setValue(text(entity)))
                .setEventTime(Timestamp.newBuilder()
                        .setSeconds(seconds + rest / 1_000_000_000)
                        .setNanos((int) (rest % 1_000_000_000)));
    }

    private static FeatureRow.Feature feature(String name, Value value) {
        return FeatureRow.Feature.newBuilder().setName(name).setValue(value).build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringVal(text).build();
    }

    private static Value number(long number) {
        return Value.newBuilder().setInt64Val(number).build();
    }
}
