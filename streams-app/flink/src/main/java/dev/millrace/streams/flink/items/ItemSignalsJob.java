package dev.millrace.streams.flink.items;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.flink.kafka.KafkaEnds;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of job item-signals:
 *
 * <pre>
 * user-events → decode ──keyBy itemId──▶ popularity ──all──▶ top list → features
 * </pre>
 *
 * Popularity decays with the events' own times, so no operator needs a watermark.
 */
public final class ItemSignalsJob {
    public static final String NAME = "item-signals";
    /** Consumer group whose committed offsets show the lag, and where a job without a checkpoint starts. */
    public static final String GROUP = "flink-item-signals";

    private static final long BUFFER_TIMEOUT_MILLIS = 100;

    private ItemSignalsJob() {}

    public static void build(
            StreamExecutionEnvironment environment, ItemSettings settings, KafkaEnds kafka, Clock clock) {
        environment.setBufferTimeout(
                BUFFER_TIMEOUT_MILLIS); // a list waits up to a second anyway: fewer, fuller buffers
        environment
                .fromSource(
                        kafka.gatheringSource(
                                Topics.USER_EVENTS, GROUP, new InteractionReader(clock), settings.gather()),
                        WatermarkStrategy.noWatermarks(),
                        "user events")
                .uid("user-events")
                .keyBy(Interaction::itemId, Types.STRING)
                .process(new PopularityFunction(settings), ItemScore.TYPE)
                .name("popularity")
                .uid("popularity")
                .keyBy(score -> 0, Types.INT)
                .process(new TopListFunction(settings), Outgoing.TYPE)
                .name("top list")
                .uid("top-list")
                .setParallelism(1)
                .setMaxParallelism(1)
                .sinkTo(kafka.sink("features"))
                .name("features")
                .uid("features")
                .setParallelism(1);
    }
}
