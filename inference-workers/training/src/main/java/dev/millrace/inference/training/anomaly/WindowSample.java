package dev.millrace.inference.training.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A uniform sample of bounded size of all windows offered: reservoir sampling, algorithm R (Vitter 1985). */
final class WindowSample {
    private final int capacity;
    private final SplittableRandom random;
    private final List<float[]> windows = new ArrayList<>();
    private long offered;

    WindowSample(int capacity, long seed) {
        this.capacity = capacity;
        random = new SplittableRandom(seed);
    }

    void offer(float[] window) {
        offered++;
        if (windows.size() < capacity) {
            windows.add(window);
            return;
        }
        long place = random.nextLong(offered);
        if (place < capacity) {
            windows.set((int) place, window);
        }
    }

    List<float[]> windows() {
        return windows;
    }

    long offered() {
        return offered;
    }
}
