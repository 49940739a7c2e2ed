package dev.millrace.load.plan;

import dev.millrace.load.arrival.Arrivals;
import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The readings that one of several sending processes is to send.
 *
 * <p>All processes walk the whole flow, with the same draws, and each keeps the readings of its own sensors (index modulo the
 * number of processes). So the flow as a whole does not depend on how many processes send it, a sensor's readings come from one
 * process in order however hot it is, and nothing has to be agreed on. A reading that is another's costs about 0.1 µs.
 */
public final class SensorPlan implements Plan<SensorSample> {
    private static final long ARRIVALS = 1;
    private static final long KEYS = 2;

    private final SensorLoad load;
    private final int process;
    private final int processes;
    private final Arrivals arrivals;
    private final Popularity popularity;
    /** Readings of each own sensor so far, without history. */
    private final int[] sent;

    /**
     * The readings due before {@code run} of process {@code process} out of {@code processes}. Throws {@link SettingException}
     * where the hottest sensor would leave the calendar.
     */
    public SensorPlan(SensorLoad load, int process, int processes, Duration run) {
        this.load = load;
        this.process = Processes.checked(process, processes);
        this.processes = processes;
        this.arrivals = load.arrivals().arrivals(run, Mix.of(load.seed(), ARRIVALS));
        this.popularity =
                new Popularity(load.sensors(), load.skew(), load.seed(), new Source(Mix.of(load.seed(), KEYS)));
        this.sent = new int[(load.sensors() - process + processes - 1) / processes];
        double events = load.arrivals().curve(run).expected(run.toNanos() / 1e9);
        requireCalendar(load, events, run);
    }

    private static void requireCalendar(SensorLoad load, double events, Duration run) {
        double hottest = events * Popularity.topShare(load.sensors(), load.skew()) + load.historySamples();
        if (hottest > SensorWorld.MOST_SAMPLES) {
            throw new SettingException(
                    "skew",
                    String.format(
                            Locale.ROOT,
                            "the hottest of %d sensors would send %.0f readings in %s at a skew of %s, and its event time"
                                    + " would run into the future after %d: take more sensors, less skew or a shorter run",
                            load.sensors(),
                            hottest,
                            run,
                            load.skew(),
                            SensorWorld.MOST_SAMPLES));
        }
    }

    @Override
    public @Nullable PlannedEvent<SensorSample> next() {
        for (long due = arrivals.next(); due != Arrivals.END; due = arrivals.next()) {
            int sensor = popularity.next();
            if (sensor % processes == process) {
                int before = sent[sensor / processes]++;
                return new PlannedEvent<>(due, new SensorSample(sensor, load.history(sensor) + before));
            }
        }
        return null;
    }
}
