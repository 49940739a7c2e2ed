package dev.millrace.load.send;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Time since a run's begin, and waiting. */
public interface RunClock {
    /** Nanoseconds since the begin; negative before it. */
    long now();

    /** Waits for about so many nanoseconds, sometimes for less. */
    void pause(long nanos);

    /**
     * The clocks of this machine. The wall clock is read once, here: it places the begin on the monotonic clock, which counts
     * from then on, so that a correction of the wall clock moves no event.
     */
    static RunClock of(Clock wall, LongSupplier nanos, long beginMillis) {
        Instant now = wall.instant();
        long sinceBegin = (now.getEpochSecond() * 1000 - beginMillis) * 1_000_000 + now.getNano();
        long begin = nanos.getAsLong() - sinceBegin;
        return new RunClock() {
            @Override
            public long now() {
                return nanos.getAsLong() - begin;
            }

            @Override
            public void pause(long time) {
                LockSupport.parkNanos(this, time);
            }
        };
    }
}
