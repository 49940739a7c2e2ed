package dev.millrace.inference.worker.stream;

import java.util.Locale;

/** What a worker promises about its results. */
public enum Guarantee {
    /**
     * At-least-once transport with deterministic ids: no result is lost, one that is repeated after a failure has the same id.
     * Order per key is kept. The lowest latency.
     */
    EFFECTIVELY_ONCE,
    /** Results and offsets in one transaction: readers of committed records see each result once. Order per key is kept. */
    EXACTLY_ONCE,
    /** A Kafka share group: more workers than partitions, acknowledged record by record, no order. No result is lost. */
    SHARE;

    /** As in settings: {@code effectively-once}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
