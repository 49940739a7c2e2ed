package dev.millrace.load.plan;

import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.ConstantRate;
import java.util.ArrayList;
import java.util.List;

/** Loads for tests, and whole plans. */
final class Loads {
    static final long BEGIN = 1_790_000_000_000L;

    private Loads() {}

    static SensorLoad sensors(int sensors, double skew, double rate, double faultShare) {
        return sensors(sensors, skew, new ConstantRate(rate, null), Wire.JSON, faultShare, 0, 0);
    }

    static SensorLoad sensors(
            int sensors,
            double skew,
            ArrivalSpec arrivals,
            Wire wire,
            double faultShare,
            int historySensors,
            int historySamples) {
        return new SensorLoad(
                arrivals, sensors, skew, wire, faultShare, 16, 1, historySensors, historySamples, 42, "t1");
    }

    static UserLoad users(int users, double skew, int items, int groups, Wire wire) {
        return new UserLoad(new ConstantRate(1000, null), users, skew, items, 1, groups, 3, .2, wire, 42, "t1");
    }

    static <E> List<PlannedEvent<E>> all(Plan<E> plan) {
        var events = new ArrayList<PlannedEvent<E>>();
        for (PlannedEvent<E> next = plan.next(); next != null; next = plan.next()) {
            events.add(next);
        }
        return events;
    }
}
