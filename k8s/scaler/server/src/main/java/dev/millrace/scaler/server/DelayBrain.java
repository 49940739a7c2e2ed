package dev.millrace.scaler.server;

import dev.millrace.observer.lag.Subject;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.forecast.DelayPolicies;
import dev.millrace.scaler.forecast.SeasonalForecast;
import dev.millrace.scaler.server.forecast.ForecastMemory;
import dev.millrace.scaler.server.watch.Brain;
import dev.millrace.scaler.server.watch.CapacityMeter;
import dev.millrace.scaler.server.watch.ReportedCapacity;
import dev.millrace.scaler.server.watch.Wanted;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/** The core, for the server's clock, with what was learnt before. */
record DelayBrain(Clock clock, LongSupplier nanos, ZoneId zone, ForecastMemory memory) implements Brain {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    @Override
    public ReplicaPolicy policy(Wanted wanted) {
        double epochAtZero = clock.millis() / MILLIS - nanos.getAsLong() / NANOS;
        return DelayPolicies.of(wanted.target(), wanted.prediction(), epochAtZero, () -> forecast(wanted.subject()));
    }

    private SeasonalForecast forecast(Subject subject) {
        return new SeasonalForecast(zone, memory.learned(subject), state -> memory.learned(subject, state));
    }

    @Override
    public CapacityMeter capacity(Wanted wanted) {
        return new ReportedCapacity(wanted.declaredRate(), wanted.declaredStartup());
    }
}
