package dev.millrace.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.servicekit.ServiceProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process as it runs in production, against a real broker. */
class StreamsProcessTest {
    private static final int EVENTS = 600;
    private static final String INFERENCE = Topics.inference("recommender");

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void killedProcessLosesNothingAndCountsNothingTwice(Guarantee guarantee, @TempDir Path folder) throws Exception {
        try (var cluster = new Cluster(folder.resolve("broker"), guarantee, List.of("recommender"))) {
            var owed = new Owed(cluster);
            List<AnomalyScore> scores = SampleScores.of("s1", 3);
            Map<String, String> settings =
                    Map.of("kafka.bootstrap", cluster.bootstrap(), "processing.guarantee", guarantee.label());
            ServiceProcess first = start(folder, settings).awaitReady();
            owed.sendEvents(0, EVENTS / 2);
            owed.sendScores(scores.subList(0, 310));
            soon(() -> assertThat(cluster.read(INFERENCE)).hasSizeGreaterThan(EVENTS / 8));
            first.kill();
            owed.sendEvents(EVENTS / 2, EVENTS);
            owed.sendScores(scores.subList(310, scores.size()));
            try (var second = start(folder, settings)) {
                second.awaitReady();
                soon(() -> assertThat(requests(cluster)).containsAll(owed.requestIds));
                assertThat(Set.copyOf(requests(cluster))).isEqualTo(owed.requestIds);
                if (guarantee == Guarantee.EXACTLY_ONCE) {
                    assertThat(requests(cluster)).doesNotHaveDuplicates();
                }
                soon(() -> assertThat(alerts(cluster)).isEqualTo(owed.alerts));
                assertThat(deadLetters(cluster)).usingRecursiveComparison().isEqualTo(owed.deadLetters);
                assertThat(eventsByUser(cluster)).isEqualTo(owed.eventsByUser());
                Map<String, UserStateRequest> answers = owed.askForAll();
                soon(() ->
                        assertThat(answers(cluster)).usingRecursiveComparison().isEqualTo(answers));
            }
        }
    }

    @Test
    void missingTopicsAreNamed(@TempDir Path folder) throws Exception {
        try (var cluster = new Cluster(folder.resolve("broker"), Guarantee.EFFECTIVELY_ONCE, List.of())) {
            var settings = Map.of("kafka.bootstrap", cluster.bootstrap(), "topics.deadline", "1s");
            try (var child = start(folder, settings)) {
                assertThat(child.awaitExit()).isEqualTo(1);
                assertThat(child.log()).contains("gave up after 1 s: topics do not exist: inference.recommender");
            }
        }
    }

    private static ServiceProcess start(Path folder, Map<String, String> settings) throws IOException {
        return ServiceProcess.start(StreamsMain.class, "streams", folder.resolve("streams"), 256, settings);
    }

    private static void soon(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
    }

    private static List<String> requests(Cluster cluster) throws Exception {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(INFERENCE)) {
            ids.add(UserStateRequest.decode(record.value()).requestId());
        }
        return ids;
    }

    private static Map<String, UserStateRequest> answers(Cluster cluster) throws Exception {
        var answers = new TreeMap<String, UserStateRequest>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(INFERENCE)) {
            UserStateRequest request = UserStateRequest.decode(record.value());
            if (request.trigger().equals("request")) {
                answers.put(request.requestId(), request);
            }
        }
        return answers;
    }

    private static Set<String> alerts(Cluster cluster) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(Topics.ANOMALY_ALERTS)) {
            found.add(Owed.identity(AnomalyAlert.CODEC.decode(record.value())));
        }
        return found;
    }

    /** Largest count that the activity rows tell, by user. */
    private static Map<String, Long> eventsByUser(Cluster cluster) throws Exception {
        var counts = new TreeMap<String, Long>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(Topics.FEATURES)) {
            FeatureRow row = FeatureRow.parseFrom(record.value());
            counts.merge(text(record.key()), row.getFeatures(0).getValue().getInt64Val(), Math::max);
        }
        return counts;
    }

    private static Map<String, byte[]> deadLetters(Cluster cluster) {
        var found = new TreeMap<String, byte[]>();
        for (ConsumerRecord<byte[], byte[]> record : cluster.read(Topics.DEAD_LETTERS)) {
            assertThat(header(record, DeadLetter.STAGE)).isEqualTo("streams.user-state");
            found.put(
                    header(record, DeadLetter.TOPIC) + "/" + header(record, DeadLetter.PARTITION) + "/"
                            + header(record, DeadLetter.OFFSET),
                    record.value());
        }
        return found;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
