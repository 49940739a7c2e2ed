package dev.millrace.local.demo.traffic;

import java.util.Iterator;
import java.util.List;

/** A run of events in sending order; can be walked once. */
public record Part<T>(long count, Iterator<Planned<T>> events) {
    public Part {
        if (count < 0) {
            throw new IllegalArgumentException("a part cannot have " + count + " events");
        }
    }

    public static <T> Part<T> of(List<Planned<T>> events) {
        return new Part<>(events.size(), events.iterator());
    }
}
