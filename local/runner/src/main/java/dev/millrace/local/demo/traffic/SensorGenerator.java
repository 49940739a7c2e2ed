package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.SensorReading;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Pumps with four correlated channels and planted faults. Every reading is a pure function of seed, sensor and sample, so the
 * same plan always gives the same traffic, in any order of asking.
 */
public final class SensorGenerator {
    private final SensorPlan plan;
    private final PumpSignal[] pumps;
    private final String[] ids;
    private final List<Fault> faults;

    public SensorGenerator(SensorPlan plan) {
        this.plan = plan;
        this.faults = Faults.plant(plan, PumpSignal.CHANNELS.length);
        this.pumps = new PumpSignal[plan.sensors()];
        this.ids = new String[plan.sensors()];
        for (int i = 0; i < pumps.length; i++) {
            int sensor = i;
            pumps[i] = new PumpSignal(
                    plan.seed(),
                    i,
                    faults.stream().filter(f -> f.sensor() == sensor).toList());
            ids[i] = String.format("pump-%s%03d", plan.tag(), i);
        }
    }

    List<Fault> faults() {
        return faults;
    }

    public SensorTraffic traffic() {
        long history = (long) plan.sensors() * plan.historySamples();
        long live = (long) plan.sensors() * plan.liveSamples();
        var truth = new ArrayList<TruthWindow>();
        for (Fault fault : faults) {
            truth.add(new TruthWindow(
                    ids[fault.sensor()],
                    time(fault.sensor(), fault.from()),
                    time(fault.sensor(), fault.to() - 1),
                    fault.kind().label()));
        }
        double days = live * (double) SensorPlan.STEP_MILLIS / 86_400_000;
        return new SensorTraffic(
                new Part<>(history, readings(0, plan.historySamples())),
                new Part<>(live, readings(plan.historySamples(), plan.samples())),
                plan.sensors(),
                List.copyOf(truth),
                Set.of(ids),
                live,
                days,
                time(0, plan.historySamples()),
                "after training");
    }

    SensorReading reading(int sensor, int sample) {
        return new SensorReading(
                ids[sensor], time(sensor, sample), PumpSignal.CHANNELS, pumps[sensor].values(sample), null);
    }

    private long time(int sensor, int sample) {
        // spread over the minute, as devices that were not switched on together are
        long offset = sensor * SensorPlan.STEP_MILLIS / plan.sensors();
        return plan.startMillis() + sample * SensorPlan.STEP_MILLIS + offset;
    }

    /** All sensors' readings, minute by minute. */
    private Iterator<Planned<SensorReading>> readings(int from, int to) {
        return new Iterator<>() {
            private int sample = from;
            private int sensor;

            @Override
            public boolean hasNext() {
                return sample < to;
            }

            @Override
            public Planned<SensorReading> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                SensorReading reading = reading(sensor, sample);
                if (++sensor == ids.length) {
                    sensor = 0;
                    sample++;
                }
                return new Planned<>(reading, reading.timestamp() - time(0, from));
            }
        };
    }
}
