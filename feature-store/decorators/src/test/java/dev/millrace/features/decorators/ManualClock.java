package dev.millrace.features.decorators;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that a test moves. */
final class ManualClock extends Clock {
    static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");

    private volatile Duration passed = Duration.ZERO;

    void advance(Duration by) {
        passed = passed.plus(by);
    }

    long nanos() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return T0.plus(passed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a test needs no other zone");
    }
}
