package dev.millrace.load.plan;

import dev.millrace.servicekit.SettingException;
import org.jspecify.annotations.Nullable;

/** What sensors have sent before the run (models are trained on it): sample by sample, all sensors in turn, at an even rate. */
public final class HistoryPlan implements Plan<SensorSample> {
    private static final double NANOS = 1e9;

    private final SensorLoad load;
    private final double rate;
    private long sent;

    /** {@code rate} in readings per second; infinite for all at once. */
    public HistoryPlan(SensorLoad load, double rate) {
        if (!(rate > 0)) {
            throw new SettingException("rate", "'" + rate + "' readings per second of history never arrive");
        }
        this.load = load;
        this.rate = rate;
    }

    /** Readings in all. */
    public long size() {
        return (long) load.historySensors() * load.historySamples();
    }

    @Override
    public @Nullable PlannedEvent<SensorSample> next() {
        if (sent == size()) {
            return null;
        }
        long n = sent++;
        var sample = new SensorSample((int) (n % load.historySensors()), n / load.historySensors());
        return new PlannedEvent<>(Math.round(n / rate * NANOS), sample);
    }
}
