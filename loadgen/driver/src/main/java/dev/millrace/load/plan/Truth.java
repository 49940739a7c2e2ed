package dev.millrace.load.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which faults are planted where: a function of seed, sensor and sample, so that nobody has to keep a list. A sensor's life is
 * cut into blocks of {@value #BLOCK} readings; a block holds one fault or none, at rest from those of its neighbours. The first
 * block and the history are clean: that is what models and baselines learn from.
 *
 * <p>Immutable, thread-safe.
 */
public final class Truth {
    static final int BLOCK = 512;

    /** Clean readings at each end of a block: decisions come to rest before the next fault. */
    private static final int REST = 100;

    private static final int SHORTEST = 20;
    private static final int LONGEST = 60;
    /** A stuck channel must stand still for longer than it may by chance. */
    private static final int SHORTEST_STUCK = 35;

    private static final FaultKind[] KINDS = FaultKind.values();

    private final long seed;
    private final double share;
    private final SensorLoad load;

    public Truth(SensorLoad load) {
        this.load = load;
        this.seed = Mix.of(load.seed(), 0xFA017L);
        this.share = load.faultShare();
    }

    /** The fault that covers this reading; null where it is clean. */
    public @Nullable TruthWindow at(int sensor, long sample) {
        int within = (int) (sample % BLOCK);
        if (within < REST || within >= BLOCK - REST || !faulty(sensor, sample / BLOCK)) {
            return null;
        }
        TruthWindow window = window(sensor, sample / BLOCK);
        return sample >= window.first() && sample <= window.last() ? window : null;
    }

    /** Faults of a sensor that begin at samples from {@code from} until before {@code to}, in order. */
    public List<TruthWindow> windows(int sensor, long from, long to) {
        var windows = new ArrayList<TruthWindow>();
        for (long block = from / BLOCK; block * BLOCK < to; block++) {
            if (faulty(sensor, block)) {
                TruthWindow window = window(sensor, block);
                if (window.first() >= from && window.first() < to) {
                    windows.add(window);
                }
            }
        }
        return List.copyOf(windows);
    }

    private boolean faulty(int sensor, long block) {
        return block > 0 && block * BLOCK >= load.history(sensor) && Mix.unit(Mix.of(seed, sensor, block)) < share;
    }

    private TruthWindow window(int sensor, long block) {
        var random = new Source(Mix.of(seed ^ 1, sensor, block));
        FaultKind kind = KINDS[Mix.below(random.nextLong(), KINDS.length)];
        int shortest = kind == FaultKind.STUCK ? SHORTEST_STUCK : SHORTEST;
        int samples = shortest + Mix.below(random.nextLong(), LONGEST - shortest + 1);
        long first = block * BLOCK + REST + Mix.below(random.nextLong(), BLOCK - 2 * REST - samples + 1);
        int channel = Mix.below(random.nextLong(), SensorSignals.CHANNELS.size());
        double sign = random.nextLong() < 0 ? -1 : 1;
        double strength = strength(kind, Mix.unit(random.nextLong()));
        return new TruthWindow(sensor, channel, kind, first, first + samples - 1, sign * strength);
    }

    private static double strength(FaultKind kind, double unit) {
        return switch (kind) {
            case SPIKE -> 1.2 + 1.3 * unit;
            case DRIFT -> 1.2 + unit;
            case LEVEL_SHIFT -> .7 + .8 * unit;
            case STUCK, BROKEN_CORRELATION -> 1;
        };
    }
}
