package dev.millrace.load.witness;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Time since the run's begin, an instant that senders and witness were given alike.
 *
 * <p>Resolution: the begin and this machine's clock are exact to the microsecond. A Kafka timestamp has whole milliseconds, cut
 * off, so a time from it is up to 1 ms early, .5 ms in the mean. Where senders run elsewhere, the offset of the clocks is in every
 * latency.
 */
public record RunTime(Instant begin, Clock clock) {
    /** Microseconds since the begin, negative before it. */
    public long nowMicros() {
        return ChronoUnit.MICROS.between(begin, clock.instant());
    }

    /** Microseconds from the begin to a Kafka timestamp (epoch milliseconds). */
    public long microsAt(long epochMillis) {
        return ChronoUnit.MICROS.between(begin, Instant.ofEpochMilli(epochMillis));
    }
}
