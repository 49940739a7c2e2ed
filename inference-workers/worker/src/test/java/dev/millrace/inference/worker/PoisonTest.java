package dev.millrace.inference.worker;

import static dev.millrace.inference.worker.TestPlatform.SENSORS;
import static dev.millrace.inference.worker.TestPlatform.window;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.worker.stream.Guarantee;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fiftieth request is poison, of three kinds in turn; the others do not notice. */
class PoisonTest {
    private static final int REQUESTS = 3_000;
    private static final int EVERY = 50;

    @ParameterizedTest
    @EnumSource(names = {"EFFECTIVELY_ONCE", "EXACTLY_ONCE"})
    void poisonIsFoundInItsBatchAndTheRestIsAnswered(Guarantee guarantee, @TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(SENSORS, PickyModel.anomaly(4, List.of(List.of("a", "b"))));
            List<Integer> poisoned = new ArrayList<>();
            for (int number = 0; number < REQUESTS; number++) {
                if (number % EVERY == EVERY - 1) {
                    sendPoison(platform, number);
                    poisoned.add(number);
                } else {
                    platform.send(Traffic.window(number));
                }
            }
            platform.producer.flush(); // a backlog makes full batches
            try (var worker = platform.sensorWorker("w1", guarantee).awaitReady();
                    var scores = platform.scores();
                    var deadLetters = platform.results(Topics.DEAD_LETTERS)) {
                scores.await("all but the poison", () -> scores.first.size() >= REQUESTS - poisoned.size());
                deadLetters.await(poisoned.size());
                assertThat(deadLetters.records).hasSize(poisoned.size());
                assertThat(scores.first.keySet())
                        .doesNotContainAnyElementsOf(
                                poisoned.stream().map(Integer::longValue).toList());
                scores.assertScores(1);
                assertThat(scores.disorder).isEmpty();
                assertThat(scores.duplicates()).isZero();
                assertCauses(deadLetters.records);

                double bisections = worker.metric("millrace_worker_bisections_total");
                System.out.printf(
                        "poison %s: %d requests, %d dead letters, %.0f bisections%n",
                        guarantee.label(), REQUESTS, deadLetters.records.size(), bisections);
                assertThat(bisections).isPositive();

                poisoned.forEach(number -> platform.send(Traffic.window(number)));
                scores.awaitAll(REQUESTS);
                platform.awaitNoLag(SENSORS);
                assertThat(deadLetters.await("no more", found -> true).records).hasSize(poisoned.size());
                assertThat(TestPlatform.complaints(worker)).isEmpty();
            }
        }
    }

    private static void sendPoison(TestPlatform platform, int number) {
        WindowRequest good = Traffic.window(number);
        switch (number / EVERY % 3) {
            case 0 -> platform.send(Topics.inference(SENSORS), good.sensorId(), ("poison " + number).getBytes(UTF_8));
            case 1 -> // the baseline serves an asset type that the model does not know, and refuses what is no number
                platform.send(window(good.sensorId(), number, 4, Float.NaN, "x"));
            default -> // the model itself fails
                platform.send(window(good.sensorId(), number, 4, PickyModel.LIMIT, "a", "b"));
        }
    }

    private static void assertCauses(List<ConsumerRecord<byte[], byte[]>> found) {
        int[] kinds = new int[3];
        for (ConsumerRecord<byte[], byte[]> letter : found) {
            String kind = header(letter, DeadLetter.KIND);
            String reason = header(letter, DeadLetter.REASON);
            String attempts = header(letter, DeadLetter.ATTEMPTS);
            if (kind.equals("malformed")) {
                kinds[0]++;
                assertThat(letter.value()).asString(UTF_8).startsWith("poison ");
            } else if (reason.contains("out of")) {
                kinds[2]++;
                assertThat(kind).isEqualTo("inference");
                assertThat(attempts).as("it was tried alone").isEqualTo("3");
            } else {
                kinds[1]++;
                assertThat(kind).as(reason).isEqualTo("inference");
            }
            assertThat(reason).isNotBlank();
            assertThat(header(letter, DeadLetter.MODEL)).isEqualTo("sensor-anomaly/v1");
        }
        assertThat(kinds).containsExactly(20, 20, 20);
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), UTF_8);
    }
}
