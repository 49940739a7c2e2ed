package dev.millrace.load.plan;

/** Planned events as a topic's bytes. Single-threaded: it has a buffer of its own. */
public interface Encoder<E> {
    byte[] key(E event);

    byte[] value(PlannedEvent<E> event);
}
