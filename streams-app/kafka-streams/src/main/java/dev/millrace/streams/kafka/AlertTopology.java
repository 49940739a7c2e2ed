package dev.millrace.streams.kafka;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.core.anomaly.AlertConfig;
import java.time.Clock;
import org.apache.kafka.streams.Topology;

/** {@code anomaly-scores} → alert life cycle → {@code anomaly-alerts}. */
final class AlertTopology {
    static final String STORE = "alert-state";
    static final String STAGE = "streams.alerts";
    static final String ALERTS_SINK = "alerts-out";
    static final String DEAD_LETTERS_SINK = "alerts-dead-letters";

    private AlertTopology() {}

    static void addTo(Topology topology, AlertConfig config, Clock clock, StepMetrics metrics) {
        var stage = new Stage(STAGE, DEAD_LETTERS_SINK, clock, metrics);
        topology.addSource("alerts-scores", Topics.ANOMALY_SCORES)
                .addProcessor(STAGE, GuardedProcessor.wrap(stage, () -> new AlertStep(stage, config)), "alerts-scores")
                .addStateStore(StateStores.bytes(STORE), STAGE)
                .addSink(ALERTS_SINK, Topics.ANOMALY_ALERTS, STAGE)
                .addSink(DEAD_LETTERS_SINK, Topics.DEAD_LETTERS, STAGE);
    }
}
