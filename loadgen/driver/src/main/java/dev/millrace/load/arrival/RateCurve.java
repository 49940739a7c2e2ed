package dev.millrace.load.arrival;

import java.util.Arrays;

/**
 * Events per second over time, and its integral in both directions.
 *
 * <p>Every curve is made of straight pieces: rates at knots, the last rate for ever, or all of it again and again. Jumps are two
 * knots at one second; smooth shapes have knots dense enough for the eye. That is a definition, not an approximation: the
 * integral is a piecewise parabola, so the time at which the n-th event is expected has a closed form and costs a binary search
 * and a root, whatever the shape.
 *
 * <p>Immutable, thread-safe.
 */
public final class RateCurve {
    private final double[] seconds;
    private final double[] rates;
    /** Events expected up to each knot. */
    private final double[] expected;

    private final boolean repeats;

    private RateCurve(double[] seconds, double[] rates, boolean repeats) {
        this.seconds = seconds;
        this.rates = rates;
        this.repeats = repeats;
        this.expected = new double[seconds.length];
        for (int i = 1; i < seconds.length; i++) {
            expected[i] = expected[i - 1] + (seconds[i] - seconds[i - 1]) * (rates[i] + rates[i - 1]) / 2;
        }
    }

    /** {@code seconds} from 0, not falling; {@code rates} as many, finite, not negative. The last rate stays. */
    public static RateCurve through(double[] seconds, double[] rates) {
        return new RateCurve(checked(seconds, rates), rates.clone(), false);
    }

    /** The same from its begin again after the last knot, which is the period. */
    public static RateCurve repeating(double[] seconds, double[] rates) {
        double[] knots = checked(seconds, rates);
        if (knots[knots.length - 1] <= 0) {
            throw new IllegalArgumentException("a curve that repeats needs a period, its last knot is at 0 s");
        }
        return new RateCurve(knots, rates.clone(), true);
    }

    public static RateCurve constant(double rate) {
        return through(new double[] {0}, new double[] {rate});
    }

    private static double[] checked(double[] seconds, double[] rates) {
        if (seconds.length == 0 || seconds.length != rates.length || seconds[0] != 0) {
            throw new IllegalArgumentException("a curve needs a rate at each knot, the first at 0 s: "
                    + Arrays.toString(seconds) + " and " + Arrays.toString(rates));
        }
        for (int i = 0; i < seconds.length; i++) {
            boolean falls = i > 0 && !(seconds[i] >= seconds[i - 1]);
            if (falls || !Double.isFinite(seconds[i]) || !(rates[i] >= 0) || !Double.isFinite(rates[i])) {
                throw new IllegalArgumentException(
                        "knot " + i + " of a curve is " + rates[i] + " events/s at second " + seconds[i]);
            }
        }
        return seconds.clone();
    }

    /** Events per second at {@code second}; at a jump the later rate. */
    public double rate(double second) {
        double t = repeats ? second % period() : second;
        int i = last(seconds, t);
        if (i == seconds.length - 1) {
            return rates[i];
        }
        return rates[i] + slope(i) * (t - seconds[i]);
    }

    /** Events expected from 0 to {@code second}. */
    public double expected(double second) {
        if (!repeats) {
            return within(second);
        }
        double periods = Math.floor(second / period());
        return periods * total() + within(second - periods * period());
    }

    private double within(double second) {
        int i = last(seconds, second);
        double x = second - seconds[i];
        double slope = i == seconds.length - 1 ? 0 : slope(i);
        return expected[i] + x * (rates[i] + slope * x / 2);
    }

    /** The second at which {@code events} are expected since 0, the latest where several are; infinite where they never are. */
    public double when(double events) {
        if (!repeats) {
            return inverse(events);
        }
        if (total() <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double periods = Math.floor(events / total());
        return periods * period() + Math.min(period(), inverse(events - periods * total()));
    }

    private double inverse(double events) {
        int i = last(expected, events);
        double left = events - expected[i];
        if (left <= 0 && i < expected.length - 1) {
            return seconds[i];
        }
        double slope = i == seconds.length - 1 ? 0 : slope(i);
        // The stable root of rate·x + slope·x²/2 = left; it needs no case for slope 0.
        double root = Math.sqrt(Math.max(0, rates[i] * rates[i] + 2 * slope * left));
        double divisor = rates[i] + root;
        return divisor > 0 ? seconds[i] + 2 * left / divisor : Double.POSITIVE_INFINITY;
    }

    /** The highest rate up to {@code second}. */
    public double peak(double second) {
        double peak = Math.max(rate(0), rate(second));
        double end = repeats ? Math.min(second, period()) : second;
        for (int i = 0; i < seconds.length && seconds[i] <= end; i++) {
            peak = Math.max(peak, rates[i]);
        }
        return peak;
    }

    private double period() {
        return seconds[seconds.length - 1];
    }

    private double total() {
        return expected[expected.length - 1];
    }

    private double slope(int i) {
        double length = seconds[i + 1] - seconds[i];
        return length > 0 ? (rates[i + 1] - rates[i]) / length : 0;
    }

    /** Index of the last element of the rising {@code values} that is not above {@code value}; 0 where all are. */
    private static int last(double[] values, double value) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (values[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
