package dev.millrace.scaler.server;

import dev.millrace.scaler.decide.DelayPolicy;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.forecast.PrewarmPolicy;
import dev.millrace.scaler.forecast.SeasonalForecast;
import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import dev.millrace.scaler.server.watch.Brain;
import dev.millrace.scaler.server.watch.CapacityMeter;
import dev.millrace.scaler.server.watch.ReportedCapacity;
import dev.millrace.scaler.server.watch.Wanted;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/** Wires the core: replicas from seconds of delay, and ahead of a known peak where that is asked for. */
record DelayBrain(Clock clock, LongSupplier nanos, ZoneId zone) implements Brain {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    /** A worker that is ready a little early costs less than one that is late. */
    private static final double MARGIN_SECONDS = 30;

    @Override
    public ReplicaPolicy policy(Wanted wanted) {
        var policy = new DelayPolicy(wanted.target());
        if (wanted.prediction() == Prediction.OFF) {
            return policy;
        }
        double epochAtZero = clock.millis() / MILLIS - nanos.getAsLong() / NANOS;
        return new PrewarmPolicy(policy, new SeasonalForecast(zone), wanted.target(), epochAtZero, MARGIN_SECONDS);
    }

    @Override
    public CapacityMeter capacity(Wanted wanted) {
        return new ReportedCapacity(wanted.declaredRate(), wanted.declaredStartup());
    }
}
