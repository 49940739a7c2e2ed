package dev.millrace.observer;

import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.servicekit.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The observer of a real Kafka. */
final class KafkaObserver implements Observer {
    private final ObserverSettings settings;

    KafkaObserver(
            KafkaClients kafka, ObserverSettings settings, MeterRegistry registry, Clock clock, LongSupplier nanos) {
        this.settings = settings;
    }

    @Override
    public int doWork() {
        LockSupport.parkNanos(settings.period().toNanos());
        return 0;
    }

    @Override
    public ObserverSnapshot snapshot() {
        return ObserverSnapshot.NOTHING;
    }
}
