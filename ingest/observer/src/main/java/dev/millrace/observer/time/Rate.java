package dev.millrace.observer.time;

import java.util.ArrayDeque;

/** Growth per second over the last ten seconds, by looks at a count that only grows. Not thread-safe. */
public final class Rate {
    private static final long WINDOW_MILLIS = 10_000;
    private static final double MILLIS = 1e3;

    private record Look(long millis, long count) {}

    private final ArrayDeque<Look> looks = new ArrayDeque<>();

    /** The rate until now; 0 at the first look. */
    public double look(long millis, long count) {
        looks.addLast(new Look(millis, count));
        Look oldest = looks.getFirst();
        while (looks.size() > 2 && millis - oldest.millis > WINDOW_MILLIS) {
            looks.removeFirst();
            oldest = looks.getFirst();
        }
        long elapsed = millis - oldest.millis;
        return elapsed <= 0 ? 0 : Math.max(0, (count - oldest.count) * MILLIS / elapsed);
    }
}
