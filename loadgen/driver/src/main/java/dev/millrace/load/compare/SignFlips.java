package dev.millrace.load.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Adjusted p-values of many metrics that were measured in pairs, by {@link StepDown}.
 *
 * <p>Where the two runs are alike, which of a pair is the first run's is the toss of a coin, for the whole pair and all its metrics
 * at once. A deal tosses all coins again; the statistic is the t of the differences within the pairs. {@code n} pairs have
 * {@code 2^n} deals, two of which any statistic shares with the truth, so that the least p is {@code 2^(1-n)}.
 *
 * <p>Variances are drawn towards the middle of the metrics' mean squares, which no toss changes: a metric's statistic hangs on its own
 * signs only, so that one that did change lends no false evidence to the others.
 */
final class SignFlips {
    private SignFlips() {}

    /**
     * p-values of metrics of as many pairs each; the order is that of the metrics.
     *
     * @param most deals; drawn by {@code seed} where there are more
     */
    static double[] adjusted(List<Samples> metrics, int most, long seed) {
        double[][] differences = metrics.stream().map(Samples::differences).toArray(double[][]::new);
        int pairs = differences[0].length;
        double typical = StepDown.middle(Arrays.stream(differences)
                .mapToDouble(all -> Arrays.stream(all).map(x -> x * x).sum() / pairs)
                .toArray());
        List<double[]> dealt = new ArrayList<>();
        if (pairs < Integer.SIZE - 1 && 1 << pairs <= most) {
            for (int flips = 0; flips < 1 << pairs; flips++) {
                dealt.add(statistics(differences, typical, flips));
            }
        } else {
            var random = new SplittableRandom(seed);
            dealt.add(statistics(differences, typical, 0));
            while (dealt.size() < most) {
                dealt.add(statistics(differences, typical, random.nextLong()));
            }
        }
        return StepDown.adjusted(dealt);
    }

    /** Bit {@code i} of {@code flips} turns pair {@code i} (modulo 64) round. */
    private static double[] statistics(double[][] differences, double typical, long flips) {
        int pairs = differences[0].length;
        double[] means = new double[differences.length];
        double[] variances = new double[differences.length];
        for (int metric = 0; metric < differences.length; metric++) {
            double sum = 0;
            double squares = 0;
            for (int pair = 0; pair < pairs; pair++) {
                double difference = differences[metric][pair];
                sum += (flips >> pair & 1) == 0 ? difference : -difference;
                squares += difference * difference;
            }
            means[metric] = sum / pairs;
            variances[metric] = Math.max(0, squares - sum * sum / pairs) / (pairs - 1);
        }
        return StepDown.statistics(means, variances, typical, pairs - 1.0, 1.0 / pairs);
    }
}
