package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.UserAct;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the same traffic twice: with the witness, and with kcat, a reader that is none of ours (librdkafka), and a few lines of
 * arithmetic on what it prints. Skipped by name where kcat is not installed.
 */
class KcatCheckTest {
    private static final PlainUsers NAMES = new PlainUsers();
    private static final int EVENTS = 1_500;
    private static final long GAP_NANOS = 2_000_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern LINE = Pattern.compile("(\\d+) (u-\\d+) .*\"requestId\":\"e-0-(\\d+)\".*");

    @TempDir
    Path folder;

    @Test
    void witnessAndKcatTellTheSameLatency() throws Exception {
        assumeTrue(onPath("kcat"), "kcat is not installed");
        try (var broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder.resolve("broker")))) {
            broker.createTopics(List.of(
                    new Topics.Spec(Topics.USER_EVENTS, 4, Map.of()),
                    new Topics.Spec(Topics.RECOMMENDATIONS, 4, Map.of())));
            var clients = KafkaClients.of(broker.bootstrap(), Map.of());
            Instant begin = Clocks.wall().instant().plusSeconds(2); // everything is connected by then
            Histogram witnessed = measure(clients, begin);
            double[] kcat = kcat(broker.bootstrap(), begin);
            assertThat(kcat).hasSize(EVENTS);
            assertAgree("median", witnessed.getValueAtPercentile(50) / 1000., percentile(kcat, 50));
            assertAgree("p99", witnessed.getValueAtPercentile(99) / 1000., percentile(kcat, 99));
            // The delays are 10 to 59 ms, each as often: neither may tell less than what was waited for.
            assertThat(percentile(kcat, 50)).isGreaterThan(34);
            assertThat(percentile(kcat, 99)).isGreaterThan(58);
        }
    }

    private static List<PlannedEvent<UserAct>> plan() {
        List<PlannedEvent<UserAct>> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(new PlannedEvent<>(i * GAP_NANOS, new UserAct(i, i % 50, i, UserEvent.Type.VIEW)));
        }
        return events;
    }

    private static Histogram measure(KafkaClients clients, Instant begin) throws Exception {
        var time = new RunTime(begin, Clocks.wall());
        var owed = new OwedUsers(1, process -> new ListPlan<>(plan()), OwedSensors.REMEMBERED);
        var users = new UserResults(owed, NAMES, time, Duration.ZERO);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var witness = new Witness(clients, WitnessOptions.eager(false), time, null, users);
        try (var platform = new MadeUpPlatform(clients, id -> 10 + NAMES.event(id) % 50);
                var running = AgentRunner.start("witness", witness, failures::add)) {
            send(clients, begin);
            await().atMost(DEADLINE).until(() -> users.book().counts().settled() == EVENTS || !failures.isEmpty());
        }
        assertThat(failures).isEmpty();
        assertThat(users.book().counts().lost(owed.owedBy(EVENTS))).isZero();
        return users.book().published();
    }

    private static void send(KafkaClients clients, Instant begin) {
        var time = new RunTime(begin, Clocks.wall());
        try (var producer = clients.producer(Map.of("linger.ms", 0))) {
            producer.partitionsFor(Topics.USER_EVENTS);
            for (PlannedEvent<UserAct> event : plan()) {
                while (time.nowMicros() < event.dueNanos() / 1000) {
                    LockSupport.parkNanos(100_000);
                }
                var unused = producer.send(new ProducerRecord<>(
                        Topics.USER_EVENTS,
                        NAMES.userId(event.event().user()).getBytes(UTF_8),
                        NAMES.eventId(0, event.event().sequence()).getBytes(UTF_8)));
            }
        }
    }

    /** Milliseconds from due time to timestamp, sorted. */
    private double[] kcat(String bootstrap, Instant begin) throws Exception {
        Path out = folder.resolve("kcat.txt");
        Process process = new ProcessBuilder(
                        "kcat",
                        "-C",
                        "-b",
                        bootstrap,
                        "-t",
                        Topics.RECOMMENDATIONS,
                        "-o",
                        "beginning",
                        "-e",
                        "-q",
                        "-f",
                        "%T %k %s\\n")
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("kcat.err").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        double beginMillis = begin.getEpochSecond() * 1e3 + begin.getNano() / 1e6;
        return Files.readAllLines(out).stream()
                .mapToDouble(line -> {
                    Matcher matcher = LINE.matcher(line);
                    assertThat(matcher.matches()).as(line).isTrue();
                    double due = Long.parseLong(matcher.group(3)) * GAP_NANOS / 1e6;
                    return Long.parseLong(matcher.group(1)) - beginMillis - due;
                })
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, double percentile) {
        return sorted[(int) Math.ceil(sorted.length * percentile / 100) - 1];
    }

    private static void assertAgree(String what, double ours, double kcats) {
        String figures = what + ": witness " + ours + " ms, kcat " + kcats + " ms";
        System.out.println(figures);
        assertThat(Math.abs(ours - kcats)).as(figures).isLessThanOrEqualTo(Math.max(1, .005 * kcats));
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
