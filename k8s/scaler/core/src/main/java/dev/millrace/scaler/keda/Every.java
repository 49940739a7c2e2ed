package dev.millrace.scaler.keda;

/** Once per period, counted from the first time that it was asked; a gap is not made up for. One thread at a time. */
final class Every {
    /** Steps that are sums of tenths come a little early. */
    private static final double SLACK = 1e-6;

    private final double period;
    private final double phase;
    private double next = Double.NaN;

    /** First due {@code phase} after it is first asked. */
    Every(double period, double phase) {
        this.period = period;
        this.phase = phase;
    }

    boolean due(double seconds) {
        if (Double.isNaN(next)) {
            next = seconds + phase;
        }
        if (seconds + SLACK < next) {
            return false;
        }
        next = next + period > seconds + SLACK ? next + period : seconds + period;
        return true;
    }

    /** Until it is due again. */
    double wait(double seconds) {
        return Math.max(0, next - seconds);
    }
}
