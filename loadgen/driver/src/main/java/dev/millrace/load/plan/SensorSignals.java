package dev.millrace.load.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sensors measure: four correlated channels of a pump, with the faults of {@link Truth}. A function of seed, sensor and
 * sample. Every sensor has levels, swings and a phase of its own over one of the pumps of a pool.
 *
 * <p>Values are whole numbers of the channel's last decimal, which is what is written as text at little cost and read back as
 * the same {@code double}.
 *
 * <p>Immutable, thread-safe.
 */
public final class SensorSignals {
    /** Names of the channels, sorted. */
    public static final List<String> CHANNELS = List.of("current", "pressure", "temperature", "vibration");

    /** Decimals of each channel: a thousandth of its swing or less. */
    static final int[] DECIMALS = {3, 4, 3, 4};

    private static final double[] SCALE = {1e3, 1e4, 1e3, 1e4};
    private static final double[] LEVEL = {12, 4.5, 62, 2.2};
    private static final double[] SWING = {5, 1.6, 9, 1.1};
    private static final double SPIKES_PER_SAMPLE = .15;

    private final long seed;
    private final SignalPool pool;
    private final Truth truth;

    public SensorSignals(SensorLoad load) {
        this.seed = Mix.of(load.seed(), 0x5EA5L);
        this.pool = new SignalPool(load.seed());
        this.truth = new Truth(load);
    }

    /** {@code float64[channel]} in the order of {@link #CHANNELS}. */
    public double[] values(int sensor, long sample) {
        long[] scaled = new long[CHANNELS.size()];
        fill(sensor, sample, scaled);
        double[] values = new double[scaled.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = value(scaled[c], c);
        }
        return values;
    }

    static double value(long scaled, int channel) {
        return scaled / SCALE[channel];
    }

    /** Writes {@code int64[channel]}, in units of 10^−{@link #DECIMALS}. */
    void fill(int sensor, long sample, long[] scaled) {
        long sort = Mix.of(seed, sensor);
        int pump = (int) (sort & (SignalPool.PUMPS - 1));
        long phase = (sort >>> 8) & (SignalPool.SAMPLES - 1);
        long factors = Mix.of(sort);
        TruthWindow fault = truth.at(sensor, sample);
        for (int c = 0; c < scaled.length; c++) {
            double share = pool.share(pump, sample + phase, c);
            if (fault != null && fault.channel() == c) {
                share = faulty(fault, sample, share, pool.share(pump, fault.first() + phase, c));
            }
            double level = LEVEL[c] * (.7 + .6 * byteOf(factors, 2 * c));
            double swing = SWING[c] * (.6 + .8 * byteOf(factors, 2 * c + 1));
            scaled[c] = Math.round((level + swing * share) * SCALE[c]);
        }
    }

    /** The swing of a sensor's channel: the range of its normal values, noise aside. */
    double swing(int sensor, int channel) {
        return SWING[channel] * (.6 + .8 * byteOf(Mix.of(Mix.of(seed, sensor)), 2 * channel + 1));
    }

    private static double byteOf(long bits, int place) {
        return ((bits >>> (8 * place)) & 0xFF) / 255.0;
    }

    private double faulty(TruthWindow fault, long sample, double share, double atFirst) {
        return switch (fault.kind()) {
            case SPIKE -> {
                boolean hit =
                        sample == fault.first() || Mix.unit(Mix.of(seed, fault.sensor(), sample)) < SPIKES_PER_SAMPLE;
                yield hit ? share + fault.strength() : share;
            }
            case DRIFT -> share + fault.strength() * (sample - fault.first() + 1) / fault.samples();
            case LEVEL_SHIFT -> share + fault.strength();
            case STUCK -> atFirst;
            case BROKEN_CORRELATION -> -share; // mirrored: same range, same rhythm, wrong sign
        };
    }

    /** The fault that covers this reading; null where it is clean. */
    public @Nullable TruthWindow fault(int sensor, long sample) {
        return truth.at(sensor, sample);
    }
}
