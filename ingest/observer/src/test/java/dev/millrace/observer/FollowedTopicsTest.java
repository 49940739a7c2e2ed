package dev.millrace.observer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyAlert.Status;
import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.observer.snapshot.DeadLetterCount;
import dev.millrace.observer.snapshot.ModelState;
import dev.millrace.observer.snapshot.WorkerState;
import dev.millrace.observer.snapshot.WorkerState.State;
import dev.millrace.servicekit.Clocks;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the observer keeps of topics, and what it does while there is no broker. */
class FollowedTopicsTest {
    @TempDir
    Path folder;

    @Test
    void deadLettersAlertsModelsAndWorkersAreSeenAndABrokerThatGoesLeavesItBlind() throws Exception {
        try (var broker = Broker.start(folder)) {
            for (String topic :
                    List.of(Topics.DEAD_LETTERS, Topics.ANOMALY_ALERTS, Topics.MODELS, Topics.WORKER_REPORTS)) {
                broker.create(topic, 1);
            }
            broker.send(letter("before", ErrorKind.MALFORMED));
            alert(broker, "old", Status.FIRING, 6);
            alert(broker, "gone", Status.FIRING, 6);
            alert(broker, "gone", Status.RESOLVED, 6);
            try (var watched = new WatchedKafka(broker)) {
                watched.millis = Clocks.wall().millis();
                until(() -> watched.look().alertsFiring().getOrDefault("medium", 0) == 1);
                assertThat(watched.metric(ObserverMetrics.ALERTS.name()))
                        .as("history")
                        .isNaN();
                deadLetters(broker, watched);
                alerts(broker, watched);
                models(broker, watched);
                workers(broker, watched);
                blind(broker, watched);
            }
        }
    }

    private static void deadLetters(Broker broker, WatchedKafka watched) throws Exception {
        broker.send(letter("worker.m", ErrorKind.INFERENCE));
        broker.send(letter("worker.m", ErrorKind.INFERENCE));
        var strange = letter("a stage that nobody knows", ErrorKind.OVERSIZE);
        strange.headers().remove(DeadLetter.KIND).add(DeadLetter.KIND, "made-up".getBytes(UTF_8));
        broker.send(strange);
        until(() -> watched.look().deadLetters().size() == 2);
        assertThat(watched.look().deadLetters())
                .as("those from before its start are not counted")
                .containsExactly(
                        new DeadLetterCount("other", "other", 1), new DeadLetterCount("worker.m", "inference", 2));
        assertThat(watched.metric(ObserverMetrics.DEAD_LETTERS.name(), "stage", "worker.m", "kind", "inference"))
                .isEqualTo(2);
    }

    private static void alerts(Broker broker, WatchedKafka watched) throws Exception {
        alert(broker, "new", Status.FIRING, 3);
        alert(broker, "new", Status.FIRING, 9);
        alert(broker, "old", Status.RESOLVED, 6);
        until(() -> watched.look().alertsFiring().equals(Map.of("low", 0, "medium", 0, "high", 1)));
        assertThat(watched.metric(ObserverMetrics.ALERTS_FIRING.name(), "severity", "high"))
                .isEqualTo(1);
        assertThat(watched.metric(ObserverMetrics.ALERTS.name(), "status", "firing", "severity", "low"))
                .as("the update is no change")
                .isEqualTo(1);
        assertThat(watched.metric(ObserverMetrics.ALERTS.name(), "status", "resolved", "severity", "medium"))
                .isEqualTo(1);
    }

    private static void models(Broker broker, WatchedKafka watched) throws Exception {
        model(broker, "v1", Stage.LIVE, 1);
        model(broker, "v2", Stage.CANARY, .1);
        model(broker, "v0", Stage.RETIRED, 0);
        var event = ModelEvent.serving("m", "v1", "w", 1);
        broker.send(new ProducerRecord<>(Topics.MODELS, event.key().getBytes(UTF_8), ModelEvent.CODEC.encode(event)));
        until(() -> watched.look().models().size() == 2);
        assertThat(watched.look().models())
                .containsExactly(new ModelState("m", "v1", "live", 1), new ModelState("m", "v2", "canary", .1));
        model(broker, "v2", Stage.LIVE, 1);
        until(() -> watched.look().models().equals(List.of(new ModelState("m", "v2", "live", 1))));
        assertThat(watched.metric(ObserverMetrics.MODEL_STAGE.name(), "model", "m", "version", "v2", "stage", "live"))
                .isEqualTo(1);
        assertThat(watched.metric(ObserverMetrics.MODEL_TRAFFIC.name(), "model", "m", "version", "v1"))
                .isNaN();
    }

    private static void workers(Broker broker, WatchedKafka watched) throws Exception {
        broker.report("m", "one", 1_501L, 0);
        broker.report("m", "two", null, 0);
        until(() -> watched.look().workers().size() == 2);
        assertThat(watched.look().workers())
                .extracting(WorkerState::instance, WorkerState::state)
                .containsExactly(tuple("one", State.READY), tuple("two", State.STARTING));
        assertThat(watched.look().workers().get(0).startupSeconds()).isEqualTo(1.5);
        assertThat(watched.metric(ObserverMetrics.WORKERS.name(), "model", "m", "state", "ready"))
                .isEqualTo(1);
        watched.lookAround();
        assertThat(watched.look().workers()).as("silent for long").isEmpty();
        assertThat(watched.metric(ObserverMetrics.WORKERS.name(), "model", "m", "state", "ready"))
                .isZero();
    }

    private static void blind(Broker broker, WatchedKafka watched) throws Exception {
        broker.commit("someone", Topics.MODELS, 0, 0);
        until(() -> watched.lookAround().groups().size() == 1);
        assertThat(watched.metric(ObserverMetrics.LAG_RECORDS.name(), "group", "someone"))
                .isPositive();
        assertThat(watched.metric(ObserverMetrics.BLIND.name())).isZero();
        broker.stop();
        until(() -> watched.look().blind());
        assertThat(watched.metric(ObserverMetrics.BLIND.name())).isEqualTo(1);
        assertThat(watched.metric(ObserverMetrics.LAG_RECORDS.name(), "group", "someone"))
                .isNaN();
        assertThat(watched.lag("someone", Topics.MODELS))
                .as("as it was seen last")
                .isPresent();
        broker.startAgain();
        until(() -> !watched.look().blind());
        assertThat(watched.metric(ObserverMetrics.LAG_RECORDS.name(), "group", "someone"))
                .isPositive();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(40)).pollInSameThread().until(condition);
    }

    private static ProducerRecord<byte[], byte[]> letter(String stage, ErrorKind kind) {
        return new DeadLetter(
                        new SourceRef("in", 0, 1),
                        null,
                        new byte[1],
                        new RecordHeaders(),
                        stage,
                        kind,
                        "why",
                        1,
                        1,
                        null)
                .toRecord();
    }

    private static void alert(Broker broker, String id, Status status, double severity) throws Exception {
        var alert = new AnomalyAlert(
                id,
                "s",
                status,
                severity,
                1,
                2,
                status == Status.RESOLVED ? Long.valueOf(3) : null,
                1,
                1,
                "model",
                Map.of(),
                new ModelRef("m", "v1"),
                new SourceRef("in", 0, 1),
                new FeatureSnapshot(0, Map.of(), null),
                Timings.NONE,
                null);
        broker.send(new ProducerRecord<>(Topics.ANOMALY_ALERTS, id.getBytes(UTF_8), AnomalyAlert.CODEC.encode(alert)));
    }

    private static void model(Broker broker, String version, Stage stage, double traffic) throws Exception {
        var entry = new ModelEntry(
                "m", version, stage, new ModelEntry.Artifact("file:/m", "00", 1), traffic, Map.of(), null, 1);
        broker.send(new ProducerRecord<>(Topics.MODELS, entry.key().getBytes(UTF_8), ModelEntry.CODEC.encode(entry)));
    }
}
