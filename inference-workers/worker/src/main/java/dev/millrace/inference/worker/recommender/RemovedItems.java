package dev.millrace.inference.worker.recommender;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Items whose newest record in {@code item-catalog} is a tombstone. Written by the thread that reads the topic, read by the loop:
 * the set is replaced whole, never changed.
 */
public final class RemovedItems {
    private final Set<String> building = new HashSet<>();
    private volatile Set<String> published = Set.of();
    private boolean changed;

    /** Takes one record of the catalogue in; seen by readers after {@link #publish}. */
    public void apply(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null) {
            return;
        }
        String item = new String(found.key(), StandardCharsets.UTF_8);
        changed |= found.value() == null ? building.add(item) : building.remove(item);
    }

    /** Shows readers what was taken in so far. */
    public void publish() {
        if (changed) {
            published = Set.copyOf(building);
            changed = false;
        }
    }

    /** Immutable; another object after a change. */
    Set<String> current() {
        return published;
    }
}
