package dev.millrace.microbench;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.inference.worker.recommender.PopularItems;
import dev.millrace.inference.worker.recommender.RecommenderHead;
import dev.millrace.inference.worker.recommender.RemovedItems;
import dev.millrace.microbench.WorkerStages.Ask;
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
    private final WorkerStages<UserStateRequest> worker;

    UserStages(byte[] onnx, boolean telemetry) throws Exception {
        var popular = new PopularItems(new InMemoryFeatureStore(), Duration.ofDays(1), Clocks.nanos());
        worker = new WorkerStages<>(
                new RecommenderHead(MODEL, popular, new RemovedItems()),
                MODEL,
                onnx,
                request -> request.encode(MODEL),
                Telling.of(telemetry, Flow.USERS, MODEL));
    }

    @Override
    public String input() {
        return Topics.USER_EVENTS;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> process(List<ConsumerRecord<byte[], byte[]>> polled, StageClock clock)
            throws Exception {
        List<UserEvent> events = clock.time("decode", () -> decode(polled));
        return worker.answer(clock.time("state", () -> asks(polled, events)), clock);
    }

    private static List<UserEvent> decode(List<ConsumerRecord<byte[], byte[]>> polled) throws Exception {
        long now = Clocks.wall().millis();
        List<UserEvent> events = new ArrayList<>(polled.size());
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            events.add(Inputs.readUserEvent(found.key(), found.value(), now));
        }
        return events;
    }

    private List<Ask<UserStateRequest>> asks(List<ConsumerRecord<byte[], byte[]>> polled, List<UserEvent> events)
            throws Exception {
        List<Ask<UserStateRequest>> asks = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            UserEvent event = events.get(i);
            ConsumerRecord<byte[], byte[]> found = polled.get(i);
            UserStates.Step step = users.onEvent(
                    states.get(event.userId()), event, Objects.requireNonNull(event.eventId(), "event id"));
            states.put(event.userId(), step.state());
            step.request().ifPresent(request -> asks.add(new Ask<>(found, request)));
        }
        return asks;
    }

    @Override
    public void close() {
        worker.close();
    }
}
