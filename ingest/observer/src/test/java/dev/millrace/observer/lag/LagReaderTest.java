package dev.millrace.observer.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.observer.Broker;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.ShareGroups;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a real broker's topics. */
class LagReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static Broker broker;

    private final AtomicInteger probes = new AtomicInteger();
    private long ahead;
    private MarkerProbe probe;
    private LagReader reader;

    @BeforeEach
    void open() {
        LongSupplier nanos = () -> Clocks.nanos().getAsLong() + ahead;
        probe = new MarkerProbe(
                () -> {
                    probes.incrementAndGet();
                    return broker.kafka.reader(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
                },
                nanos);
        reader = new LagReader(broker.admin, probe, TIMEOUT, nanos);
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void withoutACommitAllRecordsWaitAndWithOneTheRest() throws Exception {
        broker.create("plain", 3);
        broker.send("plain", 0, 5);
        broker.send("plain", 2, 40);
        Subject group = group("plain");
        assertThat(waiting(group)).containsExactly(5, 0, 40);
        assertThat(known(group).ends()[2]).isEqualTo(40);
        broker.commit(group.group().name(), "plain", 0, 5);
        broker.commit(group.group().name(), "plain", 2, 33);
        assertThat(waiting(group)).containsExactly(0, 0, 7);
        assertThat(known(group).next()).containsExactly(5, 0, 33);
        assertThat(known(group).committed()).containsExactly(5, Lag.NONE, 33);
    }

    /** kedacore/keda#7936. */
    @Test
    void expiredRecordsDoNotWaitWithAndWithoutACommit() throws Exception {
        broker.create("expired", 2);
        broker.send("expired", 0, 50);
        broker.send("expired", 1, 50);
        Subject group = group("expired");
        broker.commit(group.group().name(), "expired", 1, 10);
        broker.expire("expired", 0, 45);
        broker.expire("expired", 1, 30);
        assertThat(waiting(group)).containsExactly(5, 20);
        assertThat(known(group).ends()[0]).isEqualTo(50);
    }

    /** kedacore/keda#5675: a consumer that commits "last record + 1" leaves the marker. */
    @Test
    void aMarkerAloneDoesNotWaitButTheNextRecordDoes() throws Exception {
        broker.create("marked", 1);
        broker.transact("marked", 0, 8, true);
        Subject group = group("marked");
        broker.commit(group.group().name(), "marked", 0, 8);
        assertThat(waiting(group)).containsExactly(0);
        broker.transact("marked", 0, 3, false); // aborted records are no records
        broker.send("marked", 0, 1);
        assertThat(waiting(group)).containsExactly(6); // it moves: nobody looks
        broker.commit(group.group().name(), "marked", 0, 14);
        broker.transact("marked", 0, 2, false);
        assertThat(waiting(group)).containsExactly(3);
        assertThat(probes).hasValue(1);
        ahead = Duration.ofSeconds(6).toNanos();
        assertThat(waiting(group)).containsExactly(0);
    }

    @Test
    void aRecordThatStandsStillGoesOnWaiting() throws Exception {
        broker.create("waits", 1);
        broker.transact("waits", 0, 1, true);
        Subject group = group("waits");
        assertThat(waiting(group)).containsExactly(2);
        ahead = Duration.ofSeconds(6).toNanos();
        assertThat(waiting(group)).containsExactly(2);
        broker.commit(group.group().name(), "waits", 0, 2);
        assertThat(waiting(group)).containsExactly(0);
    }

    @Test
    void aShareGroupsOwnCountIsTaken() throws Exception {
        broker.create("shared", 1);
        broker.send("shared", 0, 20);
        var group = new Subject("shared", "share-group", true);
        assertThat(waiting(group)).as("nobody has ever joined").containsExactly(20);
        ShareGroups.prepare(broker.kafka, group.group().name(), false);
        try (var consumer =
                broker.kafka.shareConsumer(group.group().name(), Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5))) {
            consumer.subscribe(List.of("shared"));
            int[] accepted = {0};
            await().atMost(Duration.ofSeconds(40)).pollInSameThread().until(() -> {
                for (var one : consumer.poll(Duration.ofMillis(200))) {
                    consumer.acknowledge(one, AcknowledgeType.ACCEPT);
                    accepted[0]++;
                }
                consumer.commitSync();
                return accepted[0] == 20;
            });
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting(group)[0] == 0);
        broker.send("shared", 0, 3);
        assertThat(waiting(group)).containsExactly(3);
        assertThat(known(group).next()).containsExactly(20);
    }

    @Test
    void aTopicThatIsMissingIsSeenWhenItComesAndOneThatIsMadeAnewIsReadWhole() throws Exception {
        Subject group = group("later");
        assertThat(reader.read(List.of(group))).containsEntry(group, new Lag.NoTopic());
        broker.create("later", 1);
        broker.send("later", 0, 30);
        assertThat(waiting(group)).containsExactly(30);
        broker.commit(group.group().name(), "later", 0, 30);
        assertThat(waiting(group)).containsExactly(0);
        broker.admin.deleteTopics(List.of("later")).all().get();
        broker.create("later", 2);
        broker.send("later", 0, 20);
        ahead = Duration.ofSeconds(20).toNanos();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> reader.read(List.of(group)).get(group) instanceof Lag.Known);
        // Its offsets went with the topic, or are past its end: either way it is read from the start.
        assertThat(waiting(group)).containsExactly(20, 0);
    }

    @Test
    void manyAreReadTogetherAndOneThatFailsLeavesTheOthers() throws Exception {
        broker.create("one", 1);
        broker.create("two", 2);
        broker.send("one", 0, 30);
        broker.send("two", 1, 40);
        broker.commit("early", "one", 0, 28);
        var early = new Subject("one", "early", false);
        var late = new Subject("one", "late", false);
        var shared = new Subject("two", "many-shared", true);
        var missing = new Subject("three", "early", false);
        Map<Subject, Lag> all = reader.read(List.of(early, late, shared, missing));
        assertThat(all).hasSize(4).containsEntry(missing, new Lag.NoTopic());
        assertThat(total(all, early)).isEqualTo(2);
        assertThat(total(all, late)).isEqualTo(30);
        assertThat(total(all, shared)).isEqualTo(40);
    }

    private static long total(Map<Subject, Lag> all, Subject subject) {
        return Arrays.stream(known(all.get(subject)).waiting()).sum();
    }

    private static Subject group(String topic) {
        return new Subject(topic, topic + "-group", false);
    }

    private Lag.Known known(Subject subject) throws Exception {
        return known(reader.read(List.of(subject)).get(subject));
    }

    private static Lag.Known known(@Nullable Lag lag) {
        if (lag instanceof Lag.Known known) {
            return known;
        }
        throw new AssertionError("not known: " + lag);
    }

    private long[] waiting(Subject subject) throws Exception {
        return known(subject).waiting();
    }
}
