package dev.millrace.scaler.decide;

import java.util.ArrayDeque;
import java.util.Deque;

/** Largest value of the last so many seconds, in constant time: values that a later, larger one outlives are forgotten at once. */
final class WindowMax {
    private record Seen(double seconds, double value) {}

    private final Deque<Seen> falling = new ArrayDeque<>();

    /** Times do not fall from call to call. */
    void add(double seconds, double value) {
        while (!falling.isEmpty() && falling.getLast().value <= value) {
            falling.removeLast();
        }
        falling.addLast(new Seen(seconds, value));
    }

    /** Largest of the values not older than {@code since}; the newest counts in any case. */
    double max(double since) {
        while (falling.size() > 1 && falling.getFirst().seconds < since) {
            falling.removeFirst();
        }
        return falling.isEmpty() ? 0 : falling.getFirst().value;
    }

    /** Time of the value that {@link #max} tells. */
    double maxSeconds() {
        return falling.isEmpty() ? 0 : falling.getFirst().seconds;
    }
}
