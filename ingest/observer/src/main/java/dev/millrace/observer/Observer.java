package dev.millrace.observer;

import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * Looks at Kafka from outside, every few seconds, without a group of its own: lag of every group in records and in seconds, rates,
 * members, dead letters, alerts, models, workers. What it sees are the metrics of {@code ObserverMetrics} and {@link #snapshot}.
 *
 * <p>{@link #doWork} waits at most a fraction of a second where nothing is due, besides what Kafka takes to answer; it does not throw
 * because Kafka is away: the observer is blind then, and goes on.
 */
public interface Observer extends Agent {
    /** Opens its clients; they connect when it works for the first time. */
    static Observer open(KafkaClients kafka, ObserverSettings settings, MeterRegistry registry, Clock clock) {
        return new KafkaObserver(kafka, settings, registry, clock, Clocks.nanos());
    }

    /** What was seen last. Any thread. */
    ObserverSnapshot snapshot();
}
