package dev.millrace.servicekit;

import java.time.Clock;
import java.util.function.LongSupplier;

/** The one place that reads the machine's clocks; everything else takes a {@link Clock} or a nanosecond supplier. */
public final class Clocks {
    private Clocks() {}

    /** Wall clock, for event and Kafka times. */
    public static Clock wall() {
        return Clock.systemUTC();
    }

    /** Monotonic nanoseconds, for durations inside one process. */
    public static LongSupplier nanos() {
        return System::nanoTime;
    }
}
