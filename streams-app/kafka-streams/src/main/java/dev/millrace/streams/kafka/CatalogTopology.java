package dev.millrace.streams.kafka;

import dev.millrace.contracts.Topics;
import java.time.Clock;
import org.apache.kafka.streams.Topology;

/** {@code item-catalog} → validation → {@code features}, view {@code item_catalog}. */
final class CatalogTopology {
    static final String STAGE = "streams.catalog";
    static final String FEATURES_SINK = "catalog-features";
    static final String DEAD_LETTERS_SINK = "catalog-dead-letters";

    private CatalogTopology() {}

    static void addTo(Topology topology, Clock clock, StepMetrics metrics) {
        var stage = new Stage(STAGE, DEAD_LETTERS_SINK, clock, metrics);
        topology.addSource("catalog-items", Topics.ITEM_CATALOG)
                .addProcessor(STAGE, GuardedProcessor.wrap(stage, () -> new CatalogStep(stage)), "catalog-items")
                .addSink(FEATURES_SINK, Topics.FEATURES, STAGE)
                .addSink(DEAD_LETTERS_SINK, Topics.DEAD_LETTERS, STAGE);
    }
}
