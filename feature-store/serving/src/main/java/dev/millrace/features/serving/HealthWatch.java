package dev.millrace.features.serving;

import dev.millrace.servicekit.Agent;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells health checks whether the store answers, looking at it again and again. */
final class HealthWatch implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);

    /** Told at each look. */
    interface Told {
        void serving(boolean now);
    }

    private final BooleanSupplier reachable;
    private final Told told;
    private final Duration interval;
    private boolean last;

    HealthWatch(BooleanSupplier reachable, Told told, Duration interval) {
        this.reachable = reachable;
        this.told = told;
        this.interval = interval;
    }

    @Override
    public int doWork() {
        boolean now = reachable.getAsBoolean();
        told.serving(now);
        if (now != last) {
            LOG.info("the online store {}", now ? "answers: serving" : "is away: not serving");
            last = now;
        }
        LockSupport.parkNanos(interval.toNanos());
        return 1;
    }
}
