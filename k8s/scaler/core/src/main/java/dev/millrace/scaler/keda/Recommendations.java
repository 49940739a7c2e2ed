package dev.millrace.scaler.keda;

import dev.millrace.scaler.keda.ScaledObject.Behavior;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The HPA's stabilisation: a count inside the recent recommendations moves least. Going up takes the smallest recommendation of the
 * window of {@code scaleUp}, going down the largest of the one of {@code scaleDown}. One thread at a time.
 */
final class Recommendations {
    private record Recommendation(double seconds, int replicas) {}

    private final int up;
    private final int down;
    private final Deque<Recommendation> recent = new ArrayDeque<>();

    Recommendations(Behavior behavior) {
        up = behavior.up().stabilizationSeconds();
        down = behavior.down().stabilizationSeconds();
    }

    int stabilize(double seconds, int current, int desired) {
        while (!recent.isEmpty() && recent.getFirst().seconds() <= seconds - Math.max(up, down)) {
            recent.removeFirst();
        }
        int lowest = desired;
        int highest = desired;
        for (Recommendation earlier : recent) {
            lowest = earlier.seconds() > seconds - up ? Math.min(lowest, earlier.replicas()) : lowest;
            highest = earlier.seconds() > seconds - down ? Math.max(highest, earlier.replicas()) : highest;
        }
        recent.addLast(new Recommendation(seconds, desired));
        return Math.min(Math.max(current, lowest), highest);
    }
}
