package dev.millrace.local.demo.traffic;

import java.util.List;
import java.util.SplittableRandom;

/**
 * One pump. A hidden load (work cycle, slower wander, daily rhythm) drives all four channels, each with its own weight, level
 * and noise; the temperature follows the load a few minutes late and the ambient day. Load and swing are about 1.
 */
final class PumpSignal {
    static final String[] CHANNELS = {"current", "pressure", "temperature", "vibration"};

    private static final double DAY = 1440;
    private static final double NOISE = .04;
    private static final int TEMPERATURE = 2;
    private static final int TEMPERATURE_DELAY = 6;
    private static final double[] LEVEL = {12, 4.5, 62, 2.2};
    private static final double[] SWING = {5, 1.6, 9, 1.1};
    private static final double SPIKES_PER_SAMPLE = .15;

    private final long seed;
    private final List<Fault> faults;
    private final double[] level = new double[CHANNELS.length];
    private final double[] swing = new double[CHANNELS.length];
    private final double[] period = new double[3];
    private final double[] phase = new double[4];

    PumpSignal(long seed, int sensor, List<Fault> faults) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + sensor);
        this.seed = random.nextLong();
        this.faults = faults;
        for (int c = 0; c < CHANNELS.length; c++) {
            level[c] = LEVEL[c] * random.nextDouble(.7, 1.3);
            swing[c] = SWING[c] * random.nextDouble(.6, 1.4);
        }
        period[0] = random.nextDouble(50, 90); // work cycle, minutes
        period[1] = random.nextDouble(17, 30); // strokes within it
        period[2] = random.nextDouble(180, 300); // shift
        for (int i = 0; i < phase.length; i++) {
            phase[i] = random.nextDouble(2 * Math.PI);
        }
    }

    /** {@code float64[channel]} in the order of {@link #CHANNELS}, rounded to a thousandth of the swing's magnitude. */
    double[] values(int sample) {
        double[] values = new double[CHANNELS.length];
        for (int c = 0; c < values.length; c++) {
            double value = value(c, sample);
            double step = swing[c] < 3 ? 1e4 : 1e3;
            values[c] = Math.rint(value * step) / step;
        }
        return values;
    }

    private double value(int channel, int sample) {
        double share = normal(channel, sample);
        for (Fault fault : faults) {
            if (fault.channel() == channel && fault.covers(sample)) {
                share = faulty(fault, channel, sample, share);
            }
        }
        return level[channel] + swing[channel] * share;
    }

    private double faulty(Fault fault, int channel, int sample, double share) {
        double done = (sample - fault.from() + 1.0) / (fault.to() - fault.from());
        return switch (fault.kind()) {
            case SPIKE -> {
                boolean hit =
                        sample == fault.from() || random(channel, sample, 1).nextDouble() < SPIKES_PER_SAMPLE;
                yield hit ? share + fault.strength() : share;
            }
            case DRIFT -> share + fault.strength() * done;
            case LEVEL_SHIFT -> share + fault.strength();
            case STUCK -> normal(channel, fault.from());
            case BROKEN_CORRELATION -> -share; // mirrored: same range, same rhythm, wrong sign
        };
    }

    /** The channel's share of its swing without faults: about −.5 to .5. */
    private double normal(int channel, int sample) {
        double share = channel == TEMPERATURE
                ? .85 * load(sample - TEMPERATURE_DELAY) + .05 * Math.sin(2 * Math.PI * sample / DAY + phase[3])
                : load(sample);
        return share + NOISE * random(channel, sample, 0).nextGaussian();
    }

    /** Saturates as machines do, so that a few cycles show the whole range and only faults leave it. */
    private double load(int sample) {
        double t = 2 * Math.PI * sample;
        double demand = .33 * Math.sin(t / period[0] + phase[0])
                + .1 * Math.sin(t / period[1] + phase[1])
                + .1 * Math.sin(t / period[2] + phase[2])
                + .05 * Math.sin(t / DAY + phase[3]);
        return .5 * Math.tanh(4 * demand);
    }

    private SplittableRandom random(int channel, int sample, int use) {
        return new SplittableRandom(seed + ((sample * 8L + channel) * 2 + use) * 0xD1342543DE82EF95L);
    }
}
