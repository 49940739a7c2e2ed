package dev.millrace.streams.flink.items;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.streams.core.popularity.DecayedPopularity;
import dev.millrace.streams.core.popularity.TopItems;
import dev.millrace.streams.flink.kafka.Outgoing;
import feast.proto.types.ValueProto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The list as a row of the entityless feature view {@code item_popularity}: {@code items} and {@code scores}, best first. */
final class PopularityRow {
    static final String VIEW = "item_popularity";
    static final String ITEMS = "items";
    static final String SCORES = "scores";

    private static final int MILLIS = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private PopularityRow() {}

    /** Scores are as of {@code eventTime}, epoch milliseconds. The record's key is the view: its rows keep their order. */
    static Outgoing of(List<TopItems.Entry> ranked, long eventTime, DecayedPopularity popularity) {
        var ids = ValueProto.StringList.newBuilder();
        var scores = ValueProto.DoubleList.newBuilder();
        for (TopItems.Entry entry : ranked) {
            ids.addVal(entry.itemId());
            scores.addVal(popularity.scoreAt(entry.log2Score(), eventTime));
        }
        FeatureRow row = FeatureRow.newBuilder()
                .setFeatureView(VIEW)
                .addFeatures(feature(ITEMS, ValueProto.Value.newBuilder().setStringListVal(ids)))
                .addFeatures(feature(SCORES, ValueProto.Value.newBuilder().setDoubleListVal(scores)))
                .setEventTime(Timestamp.newBuilder()
                        .setSeconds(Math.floorDiv(eventTime, MILLIS))
                        .setNanos(Math.floorMod(eventTime, MILLIS) * NANOS_PER_MILLI))
                .build();
        return new Outgoing(
                Topics.FEATURES, VIEW.getBytes(StandardCharsets.UTF_8), row.toByteArray(), new RecordHeaders());
    }

    private static FeatureRow.Feature feature(String name, ValueProto.Value.Builder value) {
        return FeatureRow.Feature.newBuilder().setName(name).setValue(value).build();
    }
}
