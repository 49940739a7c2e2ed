package dev.millrace.load.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.load.arrival.ConstantRate;
import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.SensorPlan;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.SensorWorld;
import dev.millrace.load.plan.UserAct;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.load.plan.UserPlan;
import dev.millrace.load.plan.UserWorld;
import dev.millrace.load.plan.Wire;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Senders, in processes of their own and in this one, between their plans and a real broker. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendersTest {
    private static final Duration RUN = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private EmbeddedBroker broker;

    @BeforeAll
    void startBroker(@TempDir Path brokerFolder) throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(brokerFolder));
        broker.createTopics(Topics.all(List.of()));
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    private static SensorLoad sensors(String tag, double rate, int historySensors, int historySamples) {
        return new SensorLoad(
                new ConstantRate(rate, null), 100, 1, Wire.JSON, .1, 16, 1, historySensors, historySamples, 7, tag);
    }

    private static UserLoad users(String tag) {
        return new UserLoad(new ConstantRate(100, null), 50, .5, 400, 1, 0, 0, .1, Wire.JSON, 7, tag);
    }

    private SendJob job(SensorLoad sensors, @Nullable UserLoad users, long beginMillis, Duration run) {
        return new SendJob(sensors, users, broker.bootstrap(), null, 0, 0, 1, beginMillis, beginMillis, run);
    }

    private static long begin(int seconds) {
        return Clocks.wall().millis() + seconds * 1000L;
    }

    @Test
    void twoProcessesDeliverExactlyThePlanInOrderPerKey() throws Exception {
        SensorLoad sensors = sensors("two", 400, 0, 0);
        UserLoad users = users("two");
        long begin = begin(4);
        List<SendProgress> reports;
        try (Senders senders =
                Senders.start(job(sensors, users, begin, RUN), 2, folder, Clocks.wall(), Clocks.nanos())) {
            assertThat(senders.pids()).hasSize(2).doesNotHaveDuplicates();
            reports = senders.await(LIMIT);
            assertThat(senders.pids()).isEmpty();
        }
        Map<String, List<Long>> wanted = samples(new SensorPlan(sensors, 0, 1, RUN));
        assertThat(delivered(sensors, begin)).isEqualTo(wanted);
        assertThat(deliveredEvents("two")).isEqualTo(events(users, 2));
        long sent = wanted.values().stream().mapToLong(List::size).sum();
        assertThat(reports).hasSize(2).allMatch(report -> report.last() && report.error() == null);
        assertThat(reports).allSatisfy(report -> assertThat(report.cpuSeconds()).isGreaterThan(.1));
        assertThat(reports.stream()
                        .mapToLong(report -> report.flows().get(0).acked())
                        .sum())
                .isEqualTo(sent);
    }

    @Test
    void samplesGoOnWhereTheHistoryEnded() throws Exception {
        SensorLoad sensors = sensors("past", 300, 20, 50);
        long begin = begin(3);
        assertThat(SensorHistory.send(
                        sensors,
                        Double.POSITIVE_INFINITY,
                        begin,
                        broker.bootstrap(),
                        null,
                        Clocks.wall(),
                        Clocks.nanos()))
                .isEqualTo(1000);
        try (Senders senders =
                Senders.start(job(sensors, null, begin, RUN), 0, folder, Clocks.wall(), Clocks.nanos())) {
            senders.await(LIMIT);
            assertThat(senders.sent(Topics.SENSOR_READINGS)).isBetween(800L, 1000L);
        }
        delivered(sensors, begin).forEach((sensor, samples) -> {
            for (int i = 0; i < samples.size(); i++) {
                assertThat(samples.get(i)).isEqualTo(i);
            }
        });
        assertThat(delivered(sensors, begin).values().stream()
                        .mapToLong(List::size)
                        .sum())
                .isGreaterThan(1800);
    }

    @Test
    void aRunThatIsClosedEarlySaysHowFarItCame() throws Exception {
        SensorLoad sensors = sensors("early", 200, 0, 0);
        long begin = begin(3);
        SendProgress last;
        Senders senders = Senders.start(
                job(sensors, null, begin, Duration.ofMinutes(10)), 1, folder, Clocks.wall(), Clocks.nanos());
        try (senders) {
            await().atMost(LIMIT).until(() -> senders.sent(Topics.SENSOR_READINGS) > 100);
            assertThatThrownBy(() -> senders.await(Duration.ofMillis(50))).hasMessageContaining("have not ended");
        }
        last = senders.progress().get(0);
        assertThat(last.last()).isTrue();
        FlowProgress flow = last.flows().get(0);
        assertThat(flow.acked()).isEqualTo(flow.sent());
        assertThat(delivered(sensors, begin).values().stream()
                        .mapToLong(List::size)
                        .sum())
                .isEqualTo(flow.sent());
    }

    @Test
    void aSenderThatDiesIsNoticedWithItsLog() throws Exception {
        SensorLoad sensors = sensors("dies", 10, 0, 0);
        try (Senders senders = Senders.start(
                job(sensors, null, begin(3), Duration.ofMinutes(10)), 1, folder, Clocks.wall(), Clocks.nanos())) {
            assertThat(ProcessHandle.of(senders.pids().get(0)).orElseThrow().destroyForcibly())
                    .isTrue();
            assertThatThrownBy(() -> senders.await(LIMIT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sender 0 ended with status 137")
                    .hasMessageContaining("sender-0.log");
        }
    }

    @Test
    void aParentsDeathEndsItsSenders() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentProcess.class.getName(),
                        broker.bootstrap(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(lines.readLine().trim())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(30)).until(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Starts one sender with ten minutes of work, says its process id and waits to be killed. */
    static final class ParentProcess {
        public static void main(String[] args) throws Exception {
            var job = new SendJob(
                    sensors("orphan", 10, 0, 0),
                    null,
                    args[0],
                    null,
                    0,
                    0,
                    1,
                    begin(1),
                    begin(1),
                    Duration.ofMinutes(10));
            Senders senders = Senders.start(job, 1, Path.of(args[1]), Clocks.wall(), Clocks.nanos());
            await().atMost(LIMIT).until(() -> !senders.progress().isEmpty());
            System.out.println(senders.pids().get(0));
            System.out.flush();
            senders.await(Duration.ofMinutes(11));
        }
    }

    private static Map<String, List<Long>> samples(Plan<SensorSample> plan) {
        var samples = new HashMap<String, List<Long>>();
        for (PlannedEvent<SensorSample> next = plan.next(); next != null; next = plan.next()) {
            samples.computeIfAbsent(Integer.toString(next.event().sensor()), sensor -> new ArrayList<>())
                    .add(next.event().sample());
        }
        return samples;
    }

    /** Samples per sensor of this load, in the order of the topic. */
    private Map<String, List<Long>> delivered(SensorLoad load, long begin) throws Exception {
        var world = new SensorWorld(load, begin);
        var samples = new HashMap<String, List<Long>>();
        for (ConsumerRecord<byte[], byte[]> read : all(Topics.SENSOR_READINGS)) {
            SensorReading reading = Inputs.readSensorReading(read.key(), read.value(), begin);
            int sensor = world.index(reading.sensorId());
            if (sensor >= 0) {
                samples.computeIfAbsent(Integer.toString(sensor), first -> new ArrayList<>())
                        .add(world.sample(sensor, reading.timestamp()));
            }
        }
        return samples;
    }

    private static Set<String> events(UserLoad load, int processes) {
        var world = new UserWorld(load);
        var ids = new HashSet<String>();
        for (int process = 0; process < processes; process++) {
            var plan = new UserPlan(load, process, processes, RUN);
            for (PlannedEvent<UserAct> next = plan.next(); next != null; next = plan.next()) {
                ids.add(world.userId(next.event().user()) + " "
                        + world.eventId(process, next.event().sequence()));
            }
        }
        return ids;
    }

    private Set<String> deliveredEvents(String tag) throws Exception {
        var ids = new HashSet<String>();
        for (ConsumerRecord<byte[], byte[]> read : all(Topics.USER_EVENTS)) {
            UserEvent event =
                    Inputs.readUserEvent(read.key(), read.value(), Clocks.wall().millis());
            if (event.userId().startsWith("u" + tag + "-")) {
                assertThat(ids.add(event.userId() + " " + event.eventId())).isTrue();
            }
        }
        return ids;
    }

    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (KafkaConsumer<byte[], byte[]> reader =
                KafkaClients.of(broker.bootstrap(), Map.of()).reader()) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(part -> new TopicPartition(topic, part.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            while (partitions.stream().anyMatch(part -> reader.position(part) < ends.getOrDefault(part, 0L))) {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
