package dev.millrace.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.millrace.observer.snapshot.GroupState;
import dev.millrace.observer.snapshot.GroupState.Kind;
import dev.millrace.observer.snapshot.GroupTopic;
import dev.millrace.servicekit.ShareGroups;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lag and rates of a real broker's groups and topics. */
class KafkaObserverTest {
    private static final String LAG_RECORDS = ObserverMetrics.LAG_RECORDS.name();
    private static final String LAG_SECONDS = ObserverMetrics.LAG_SECONDS.name();

    private static Broker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void lagInSecondsIsTheAgeOfTheOldestRecordThatWaits() throws Exception {
        try (var watched = new WatchedKafka(broker)) {
            broker.create("aged", 2);
            broker.send("aged", 0, 5, watched.millis - 60_000);
            broker.commit("reader", "aged", 0, 0);
            watched.lookAround();
            watched.lookAround();
            assertThat(lag(watched, "reader", "aged").lagRecords()).isEqualTo(5);
            assertThat(lag(watched, "reader", "aged").lagSeconds())
                    .as("from before the first look: by the record's own time")
                    .isEqualTo(60);
            watched.millis += 2_000;
            broker.send("aged", 0, 5);
            watched.look();
            broker.commit("reader", "aged", 0, 7);
            watched.millis += 8_000;
            watched.look();
            assertThat(lag(watched, "reader", "aged").lagSeconds())
                    .as("two of five into the two seconds between looks")
                    .isCloseTo(9.2, within(.001));
            assertThat(watched.metric(LAG_RECORDS, "group", "reader", "topic", "aged", "partition", "0"))
                    .isEqualTo(3);
            assertThat(watched.metric(LAG_SECONDS, "group", "reader", "topic", "aged", "partition", "0"))
                    .isCloseTo(9.2, within(.001));
            broker.commit("reader", "aged", 0, 10);
            watched.look();
            assertThat(lag(watched, "reader", "aged"))
                    .extracting(GroupTopic::lagRecords, GroupTopic::lagSeconds)
                    .containsExactly(0L, 0.0);
        }
    }

    @Test
    void aGroupThatIsPastAllButAMarkerIsCaughtUp() throws Exception {
        broker.create("exactly-once", 1);
        broker.transact("exactly-once", 0, 8, true);
        broker.commit("marked", "exactly-once", 0, 8);
        try (var watched = new WatchedKafka(broker)) {
            watched.lookAround();
            assertThat(lag(watched, "marked", "exactly-once").lagRecords()).isZero();
            broker.transact("exactly-once", 0, 2, true);
            watched.millis += 1_000;
            watched.look();
            watched.millis += 4_000;
            watched.look();
            assertThat(lag(watched, "marked", "exactly-once").lagSeconds())
                    .as("there are records between the markers")
                    .isBetween(4.0, 5.0);
        }
    }

    @Test
    void aShareGroupHasALagToo() throws Exception {
        broker.create("jobs", 1);
        ShareGroups.prepare(broker.kafka, "sharers", false);
        try (var watched = new WatchedKafka(broker);
                var consumer = broker.kafka.shareConsumer("sharers", Map.of())) {
            consumer.subscribe(List.of("jobs"));
            broker.send("jobs", 0, 10);
            int[] accepted = {0};
            await().atMost(Duration.ofSeconds(40)).pollInSameThread().until(() -> {
                for (var one : consumer.poll(Duration.ofMillis(200))) {
                    consumer.acknowledge(one, AcknowledgeType.ACCEPT);
                    accepted[0]++;
                }
                consumer.commitSync();
                return accepted[0] == 10;
            });
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                watched.lookAround();
                return watched.lag("sharers", "jobs")
                                .map(GroupTopic::lagRecords)
                                .orElse(-1L)
                        == 0;
            });
            watched.millis += 2_000;
            broker.send("jobs", 0, 4);
            watched.look();
            watched.millis += 5_000;
            watched.look();
            assertThat(lag(watched, "sharers", "jobs").lagRecords()).isEqualTo(4);
            assertThat(lag(watched, "sharers", "jobs").lagSeconds()).isBetween(5.0, 7.0);
            GroupState group = watched.look().groups().stream()
                    .filter(one -> one.group().equals("sharers"))
                    .findFirst()
                    .orElseThrow();
            assertThat(group.kind()).isEqualTo(Kind.SHARE);
            assertThat(group.members()).isEqualTo(1);
        }
    }

    /** A group that hangs at its first record must not be invisible. */
    @Test
    void aMemberThatHasNeverCommittedHasALag() throws Exception {
        broker.create("stuck", 1);
        broker.send("stuck", 0, 30);
        try (var watched = new WatchedKafka(broker);
                var consumer = broker.kafka.groupConsumer("hangs", Map.of())) {
            consumer.subscribe(List.of("stuck"));
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(100));
                watched.lookAround();
                return watched.lag("hangs", "stuck").isPresent();
            });
            assertThat(lag(watched, "hangs", "stuck").lagRecords()).isEqualTo(30);
            assertThat(watched.metric(ObserverMetrics.GROUP_MEMBERS.name(), "group", "hangs"))
                    .isEqualTo(1);
        }
    }

    @Test
    void countersDoNotGoBackWhenATopicIsMadeAnew() throws Exception {
        broker.create("anew", 1);
        broker.send("anew", 0, 40);
        try (var watched = new WatchedKafka(broker)) {
            watched.lookAround();
            broker.commit("again", "anew", 0, 40);
            watched.lookAround();
            assertThat(written(watched)).isEqualTo(40);
            broker.admin.deleteTopics(List.of("anew")).all().get();
            broker.create("anew", 1);
            broker.send("anew", 0, 15);
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                watched.millis += 2_000;
                watched.lookAround();
                return watched.topic("anew").isPresent()
                        && watched.topic("anew").orElseThrow().endOffsetSum() == 15;
            });
            // It may have been seen while it was away, and then it is another topic.
            assertThat(written(watched)).isIn(55.0, 15.0);
            broker.send("anew", 0, 5);
            watched.look();
            assertThat(written(watched)).isIn(60.0, 20.0);
        }
    }

    private static double written(WatchedKafka watched) {
        return watched.metric(ObserverMetrics.TOPIC_RECORDS.name(), "topic", "anew", "partition", "0");
    }

    @Test
    void ratesAreWhatWasWrittenAndWorkedOff() throws Exception {
        broker.create("rates", 2);
        broker.commit("worker", "rates", 0, 0);
        try (var watched = new WatchedKafka(broker)) {
            watched.lookAround();
            for (int second = 0; second < 10; second += 2) {
                broker.send("rates", 0, 20);
                broker.commit("worker", "rates", 0, second * 5L);
                watched.millis += 2_000;
                watched.look();
            }
            assertThat(watched.topic("rates").orElseThrow().recordsPerSecond()).isCloseTo(10, within(.01));
            assertThat(lag(watched, "worker", "rates").recordsPerSecond()).isCloseTo(4, within(.01));
            assertThat(watched.metric(
                            ObserverMetrics.GROUP_RECORDS.name(),
                            "group",
                            "worker",
                            "topic",
                            "rates",
                            "partition",
                            "0"))
                    .isEqualTo(40);
        }
    }

    @Test
    void aTopicOfManyPartitionsHasOneSeriesAndSomeGroupsNone() throws Exception {
        broker.create("wide", 5);
        broker.send("wide", 1, 10);
        broker.send("wide", 4, 20);
        broker.commit("wide-reader", "wide", 4, 0);
        broker.commit("hidden-reader", "wide", 4, 0);
        try (var watched = new WatchedKafka(broker, 4)) {
            watched.lookAround();
            assertThat(watched.metric(LAG_RECORDS, "group", "wide-reader", "topic", "wide", "partition", "all"))
                    .isEqualTo(30);
            assertThat(watched.metric(LAG_RECORDS, "group", "wide-reader", "topic", "wide", "partition", "4"))
                    .isNaN();
            assertThat(watched.metric(ObserverMetrics.TOPIC_RECORDS.name(), "topic", "wide", "partition", "all"))
                    .isEqualTo(30);
            assertThat(watched.lag("hidden-reader", "wide")).isEmpty();
        }
    }

    private static GroupTopic lag(WatchedKafka watched, String group, String topic) {
        return watched.lag(group, topic).orElseThrow();
    }
}
