package dev.millrace.streams.kafka;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.core.recommend.UserStateConfig;
import java.time.Clock;
import org.apache.kafka.streams.Topology;

/** {@code user-events} and {@code recommendation-requests} (co-partitioned) → user state → {@code inference.recommender}. */
final class UserStateTopology {
    static final String STORE = "user-state";
    static final String EVENTS_STAGE = "streams.user-state";
    static final String REQUESTS_STAGE = "streams.requests";
    static final String INFERENCE_SINK = "user-state-inference";
    static final String ACTIVITY_SINK = "user-state-activity";
    static final String DEAD_LETTERS_SINK = "user-state-dead-letters";

    private UserStateTopology() {}

    /** {@code activity}: whether every event also writes the feature view {@code user_activity}. */
    static void addTo(Topology topology, UserStateConfig config, boolean activity, Clock clock, StepMetrics metrics) {
        var events = new Stage(EVENTS_STAGE, DEAD_LETTERS_SINK, clock, metrics);
        var requests = new Stage(REQUESTS_STAGE, DEAD_LETTERS_SINK, clock, metrics);
        topology.addSource("user-state-events", Topics.USER_EVENTS)
                .addSource("user-state-requests", Topics.RECOMMENDATION_REQUESTS)
                .addProcessor(
                        EVENTS_STAGE,
                        GuardedProcessor.wrap(events, () -> new UserEventStep(events, config, activity)),
                        "user-state-events")
                .addProcessor(
                        REQUESTS_STAGE,
                        GuardedProcessor.wrap(requests, () -> new RequestStep(requests, config)),
                        "user-state-requests")
                .addStateStore(StateStores.bytes(STORE), EVENTS_STAGE, REQUESTS_STAGE)
                .addSink(INFERENCE_SINK, Topics.inference(Outputs.RECOMMENDER), EVENTS_STAGE, REQUESTS_STAGE)
                .addSink(ACTIVITY_SINK, Topics.FEATURES, EVENTS_STAGE)
                .addSink(DEAD_LETTERS_SINK, Topics.DEAD_LETTERS, EVENTS_STAGE, REQUESTS_STAGE);
    }
}
