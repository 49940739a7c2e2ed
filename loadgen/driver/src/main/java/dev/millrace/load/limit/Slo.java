package dev.millrace.load.limit;

import dev.millrace.load.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a rate must not do to be called sustained.
 *
 * @param trend greatest growth of lag as a share of the arrival rate: .01 means that 1 % of what arrives piles up
 * @param p99Millis greatest 99th percentile of latency
 * @param lost greatest number of events without a result
 * @param warmUp seconds of the measured part that do not count for the trend
 */
public record Slo(double trend, double p99Millis, long lost, double warmUp) {
    public Slo {
        if (!(trend > 0 && trend < 1)) {
            throw new IllegalArgumentException("trend is " + trend + ": must be a share between 0 and 1, such as 0.01");
        }
        if (!(p99Millis > 0)) {
            throw new IllegalArgumentException("p99Millis is " + p99Millis + ": must be above 0");
        }
        if (lost < 0 || !(warmUp >= 0)) {
            throw new IllegalArgumentException(
                    "lost is " + lost + " and warmUp " + warmUp + ": neither may be below 0");
        }
    }

    /** Lag may grow by 1 % of the arrivals, nothing may be lost. */
    public static Slo of(double p99Millis, double warmUp) {
        return new Slo(.01, p99Millis, 0, warmUp);
    }

    /** Whether the rate was sustained, and what broke where it was not; throws as {@link LagTrend#of} where the curve is too short. */
    public Outcome judge(Measurement seen) {
        List<String> broken = new ArrayList<>();
        double growth = growth(seen);
        if (growth > trend) {
            broken.add("lag grows by " + percent(growth) + " of the arrivals, at most " + percent(trend) + " may");
        }
        // Written so that NaN, no results at all, breaks it.
        if (!(seen.p99Millis() <= p99Millis)) {
            broken.add("p99 is " + Numbers.of(seen.p99Millis()) + " ms, at most " + Numbers.of(p99Millis) + " ms");
        }
        if (seen.lost() > lost) {
            broken.add(seen.lost() + " events have no result, at most " + lost + " may");
        }
        String kept = "lag " + percent(growth) + " of the arrivals, p99 " + Numbers.of(seen.p99Millis()) + " ms";
        return broken.isEmpty() ? new Outcome(true, kept) : new Outcome(false, String.join("; ", broken));
    }

    /** Growth of lag as a share of the arrivals. Lag in seconds that grows by x a second is x of the arrivals left behind. */
    private double growth(Measurement seen) {
        double slope = LagTrend.of(seen.lag(), warmUp).slope();
        return seen.lag().unit().equals("s") ? slope : slope / seen.rate();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
