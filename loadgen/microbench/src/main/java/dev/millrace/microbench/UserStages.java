package dev.millrace.microbench;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.recommender.PopularItems;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.inference.worker.recommender.RemovedItems;
import dev.millrace.servicekit.Clocks;
import dev.millrace.streams.core.recommend.UserState;
import dev.millrace.streams.core.recommend.UserStateConfig;
import dev.millrace.streams.core.recommend.UserStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From a user event to its recommendation. */
final class UserStages implements FlowStages {
    private static final String MODEL = "recommender";

    private final UserStates users = new UserStates(UserStateConfig.defaults());
    private final Map<String, UserState> states = new HashMap<>();
    private final RecommenderHead head = new RecommenderHead(
            MODEL,
            new PopularItems(new InMemoryFeatureStore(), Duration.ofDays(1), Clocks.nanos()),
            new RemovedItems());
    private final Scorer<UserStateRequest> scorer;

    /** A request and what travels beside it. */
    private record Ask(byte[] key, UserStateRequest request, RequestContext context) {}

    UserStages(byte[] onnx) throws Exception {
        scorer = head.bind(
                new ModelRef(MODEL, "v1"),
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults()));
        scorer.warmUp(StageBatches.MOST);
    }

    @Override
    public String input() {
        return Topics.USER_EVENTS;
    }

    @Override
    public String output() {
        return Topics.RECOMMENDATIONS;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> process(List<ConsumerRecord<byte[], byte[]>> polled, StageClock clock)
            throws Exception {
        List<UserEvent> events = clock.time("decode", () -> decode(polled));
        List<Ask> asks = clock.time("state", () -> asks(polled, events));
        List<byte[]> requests = clock.time(
                "request",
                () -> asks.stream().map(ask -> ask.request.encode(MODEL)).toList());
        List<UserStateRequest> asked = clock.time("request", () -> decodeRequests(requests));
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>(asks.size());
        for (int from = 0; from < asked.size(); from += StageBatches.MOST) {
            int to = Math.min(asked.size(), from + StageBatches.MOST);
            StageBatches.score(
                    scorer,
                    asked.subList(from, to),
                    clock,
                    (answer, row) -> results.add(
                            StageBatches.result(output(), asks.get(row).key, answer, asks.get(row).context)),
                    from);
        }
        return results;
    }

    private static List<UserEvent> decode(List<ConsumerRecord<byte[], byte[]>> polled) throws Exception {
        long now = Clocks.wall().millis();
        List<UserEvent> events = new ArrayList<>(polled.size());
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            events.add(Inputs.readUserEvent(found.key(), found.value(), now));
        }
        return events;
    }

    private List<Ask> asks(List<ConsumerRecord<byte[], byte[]>> polled, List<UserEvent> events) throws Exception {
        List<Ask> asks = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            UserEvent event = events.get(i);
            ConsumerRecord<byte[], byte[]> found = polled.get(i);
            UserStates.Step step = users.onEvent(
                    states.get(event.userId()), event, Objects.requireNonNull(event.eventId(), "event id"));
            states.put(event.userId(), step.state());
            if (step.request().isPresent()) {
                var source = new SourceRef(found.topic(), found.partition(), found.offset());
                asks.add(new Ask(
                        found.key(),
                        step.request().get(),
                        RequestContext.of(source, found.timestamp(), found.headers())));
            }
        }
        return asks;
    }

    private List<UserStateRequest> decodeRequests(List<byte[]> requests) throws Exception {
        List<UserStateRequest> asked = new ArrayList<>(requests.size());
        for (byte[] request : requests) {
            asked.add(head.decode(request));
        }
        return asked;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
