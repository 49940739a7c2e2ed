package dev.millrace.streams.kafka;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.recommend.UserStateConfig;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.streams.Topology;

/** All that the streams process runs, as one topology of three independent parts. */
final class StreamsTopology {
    /** Every topic it reads or writes; each must exist. */
    static final List<String> TOPICS = List.of(
            Topics.USER_EVENTS,
            Topics.RECOMMENDATION_REQUESTS,
            Topics.ANOMALY_SCORES,
            Topics.ITEM_CATALOG,
            Topics.inference(Outputs.RECOMMENDER),
            Topics.ANOMALY_ALERTS,
            Topics.FEATURES,
            Topics.DEAD_LETTERS);

    private StreamsTopology() {}

    static Topology of(StreamsSettings settings, Clock clock, StepMetrics metrics) {
        var topology = new Topology();
        var userStates = UserStateConfig.defaults().withK(settings.k()).withSeen(settings.seen());
        UserStateTopology.addTo(topology, userStates, settings.userActivity(), clock, metrics);
        AlertTopology.addTo(topology, AlertConfig.defaults(), clock, metrics);
        CatalogTopology.addTo(topology, clock, metrics);
        return topology;
    }
}
