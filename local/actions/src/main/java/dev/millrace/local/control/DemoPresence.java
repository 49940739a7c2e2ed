package dev.millrace.local.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A demo says that it is there, each second while it runs.
 *
 * @param at when it was said, epoch milliseconds
 * @param live whether it takes orders now: not during history and training
 * @param sensors that can be broken
 * @param users whether there are visitors, and so whether a sale can start
 * @param saleUntil end of the flash sale that runs, epoch milliseconds; 0 where none does
 * @param brokenSensor sensor that is broken now, by order
 */
public record DemoPresence(
        long at, boolean live, List<String> sensors, boolean users, long saleUntil, @Nullable String brokenSensor) {
    public DemoPresence {
        sensors = List.copyOf(sensors);
    }

    /** Whether the demo that said this can be taken to be there still. */
    public boolean fresh(long now) {
        return now - at < DemoControl.STALE_MILLIS;
    }
}
