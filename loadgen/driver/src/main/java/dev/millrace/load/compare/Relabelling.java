package dev.millrace.load.compare;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusted p-values of many metrics that were measured in the same repetitions, by {@link StepDown}.
 *
 * <p>Where the two runs are alike, which repetition belongs to which run is a label that could have fallen otherwise. All labels
 * are dealt again, for all metrics at once; each deal gives every metric a statistic, the t of the scaled samples. This bounds the
 * probability of one or more false alarms whatever the noise looks like and however the metrics hang together, for repetitions
 * are dealt whole.
 */
final class Relabelling {
    private Relabelling() {}

    /**
     * p-values of metrics whose samples number the same on each side; the order is that of the metrics.
     *
     * @param most relabellings; drawn by {@code seed} where there are more
     */
    static double[] adjusted(List<Samples> metrics, int most, long seed) {
        int first = metrics.get(0).a().length;
        int all = first + metrics.get(0).b().length;
        double[][] pooled = metrics.stream().map(Samples::pooled).toArray(double[][]::new);
        return StepDown.adjusted(Deals.of(all, first, most, seed).stream()
                .map(deal -> statistics(pooled, deal))
                .toList());
    }

    private static double[] statistics(double[][] pooled, boolean[] inA) {
        double[] difference = new double[pooled.length];
        double[] variance = new double[pooled.length];
        int a = (int) IntStream.range(0, inA.length).filter(i -> inA[i]).count();
        int b = inA.length - a;
        for (int metric = 0; metric < pooled.length; metric++) {
            double[] x = pooled[metric];
            double meanA = 0;
            double meanB = 0;
            for (int i = 0; i < x.length; i++) {
                if (inA[i]) {
                    meanA += x[i] / a;
                } else {
                    meanB += x[i] / b;
                }
            }
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                double off = x[i] - (inA[i] ? meanA : meanB);
                squares += off * off;
            }
            difference[metric] = meanB - meanA;
            variance[metric] = squares / (a + b - 2);
        }
        return StepDown.statistics(difference, variance, StepDown.middle(variance), a + b - 2, 1.0 / a + 1.0 / b);
    }
}
