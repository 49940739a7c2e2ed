package dev.millrace.observer;

import dev.millrace.observer.snapshot.GroupTopic;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.observer.snapshot.TopicState;
import dev.millrace.servicekit.Clocks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** An observer whose wall clock the test sets, and which looks when it is told. */
final class WatchedKafka implements AutoCloseable {
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaObserver observer;

    /** Epoch milliseconds. */
    long millis = 1_000_000_000_000L;

    /** Makes what is asked for every few seconds due. */
    private long ahead;

    WatchedKafka(Broker broker) {
        this(broker, 200);
    }

    WatchedKafka(Broker broker, int partitionsMax) {
        var settings = new ObserverSettings(
                Duration.ofMillis(50), Duration.ofSeconds(2), Pattern.compile("(?!hidden).*"), partitionsMax);
        var clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(millis);
            }
        };
        observer = new KafkaObserver(
                broker.kafka, settings, registry, clock, () -> Clocks.nanos().getAsLong() + ahead);
    }

    /** One look, with what goes on between looks: each makes a snapshot of its own, equal or not. */
    @SuppressWarnings("ReferenceEquality")
    ObserverSnapshot look() throws Exception {
        ObserverSnapshot before = observer.snapshot();
        while (observer.snapshot() == before) {
            observer.doWork();
        }
        return observer.snapshot();
    }

    /** Two looks: at one of them it asks which topics and groups there are, and counts members anew. */
    ObserverSnapshot lookAround() throws Exception {
        ahead += Duration.ofSeconds(20).toNanos();
        look();
        return look();
    }

    Optional<GroupTopic> lag(String group, String topic) {
        return observer.snapshot().groups().stream()
                .filter(one -> one.group().equals(group))
                .flatMap(one -> one.topics().stream())
                .filter(one -> one.topic().equals(topic))
                .findFirst();
    }

    Optional<TopicState> topic(String name) {
        return observer.snapshot().topics().stream()
                .filter(one -> one.topic().equals(name))
                .findFirst();
    }

    /** NaN where there is no such series. */
    double metric(String name, String... tags) {
        var found = registry.find(name).tags(tags).meters();
        return found.isEmpty()
                ? Double.NaN
                : found.iterator().next().measure().iterator().next().getValue();
    }

    @Override
    public void close() throws Exception {
        observer.close();
    }
}
