package dev.millrace.inference.training.anomaly;

import dev.millrace.contracts.WindowRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Seeded windows of sensors whose channels follow one slow common signal, each with a little noise of its own. */
final class Sensors {
    static final int WINDOW = 16;

    private final String[] channels;
    private final SplittableRandom random;
    private double phase;

    Sensors(long seed, String... channels) {
        this.channels = channels;
        random = new SplittableRandom(seed);
    }

    List<WindowRequest> normal(int count) {
        List<WindowRequest> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(next(0, false));
        }
        return windows;
    }

    /** The channels' relation is lost in the last one: it goes against the others, inside its usual range. */
    WindowRequest broken() {
        return next(0, true);
    }

    /** One sample of the last channel is off by this many standard deviations. */
    WindowRequest spike(double height) {
        return next(height, false);
    }

    private WindowRequest next(double spike, boolean broken) {
        int n = channels.length;
        float[] window = new float[WINDOW * n];
        phase += .1 + random.nextDouble();
        for (int i = 0; i < WINDOW; i++) {
            double common = 1.4 * Math.sin(phase + .05 * i);
            for (int c = 0; c < n; c++) {
                double sign = broken && c == n - 1 ? -1 : 1;
                window[i * n + c] = (float) (sign * (c + 1) / n * common + .2 * random.nextGaussian());
            }
        }
        window[(WINDOW / 2) * n + n - 1] += (float) spike;
        return new WindowRequest("s", 0, 15, channels, window, Map.of());
    }
}
