package dev.millrace.local.platform;

import java.time.Duration;

/**
 * How long to wait before a process that died is started again: doubling from {@code first} to {@code most}, and from the
 * start once a life was longer than {@code stable}.
 */
public record RestartPolicy(Duration first, Duration most, Duration stable) {
    public RestartPolicy {
        if (first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("restart delays: first " + first + " must lie between 0 and " + most);
        }
    }

    public static RestartPolicy defaults() {
        return new RestartPolicy(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /** Early deaths in a row after one more death of a process that lived {@code lifetime}. */
    public int earlyDeaths(int before, Duration lifetime) {
        return lifetime.compareTo(stable) >= 0 ? 1 : before + 1;
    }

    /** Delay before the next start after that many early deaths in a row, at least 1. */
    public Duration delay(int earlyDeaths) {
        int doublings = Math.min(Math.max(earlyDeaths - 1, 0), 20);
        Duration delay = first.multipliedBy(1L << doublings);
        return delay.compareTo(most) > 0 ? most : delay;
    }
}
