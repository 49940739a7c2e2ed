package dev.millrace.scaler.decide;

/**
 * Seconds that were watched: a gap between two looks counts for little, as nobody saw whether the need was lower throughout; a clock
 * that stands still or goes back counts for nothing.
 */
final class WatchedTime {
    private static final double LONGEST_LOOK_SECONDS = 30;

    private double last = Double.NaN;
    private double watched;

    double at(double seconds) {
        if (Double.isNaN(last)) {
            last = seconds;
        } else if (seconds > last) {
            watched += Math.min(LONGEST_LOOK_SECONDS, seconds - last);
            last = seconds;
        }
        return watched;
    }
}
