package dev.millrace.servicekit;

import io.micrometer.core.instrument.Clock;
import java.util.function.LongSupplier;

/**
 * The clock of a registry. A histogram asks for the time twice with each value, to move windows on that are many seconds long, and that
 * was four fifths of what a value cost. So one question in {@link #ASKED} is really put to the machine; a scrape alone asks several
 * times that often. Any thread; a question that two threads count as one is no harm.
 */
final class CoarseClock implements Clock {
    static final int ASKED = 32;

    private final java.time.Clock wall;
    private final LongSupplier nanos;
    private volatile long now;
    private int questions;

    CoarseClock(java.time.Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.now = wall.millis();
    }

    @Override
    public long wallTime() {
        questions++;
        if (questions % ASKED == 0) {
            now = wall.millis();
        }
        return now;
    }

    @Override
    public long monotonicTime() {
        return nanos.getAsLong();
    }
}
