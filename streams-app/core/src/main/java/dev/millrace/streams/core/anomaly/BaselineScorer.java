package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.WindowRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores a window before any model exists: the mean over channels of the newest sample's squared z, so that 1 is ordinary, as
 * with a model's score. Level, relation and range are judged from the signals beside it. Stateless.
 */
public final class BaselineScorer {
    private static final double THRESHOLD = 20;

    private BaselineScorer() {}

    /**
     * A score as a model would give it.
     *
     * @param score larger is stranger, about 1 for an ordinary window
     * @param threshold above it the window is anomalous by the score alone
     * @param contributions share of each channel, sums to 1 where the score is positive
     */
    public record Scored(double score, double threshold, Map<String, Double> contributions) {}

    public static Scored score(WindowRequest request) {
        int n = request.channels().length;
        float[] window = request.window();
        double[] squares = new double[n];
        double sum = 0;
        for (int c = 0; c < n; c++) {
            double z = window[window.length - n + c];
            squares[c] = z * z;
            sum += squares[c];
        }
        var shares = new LinkedHashMap<String, Double>();
        for (int c = 0; c < n; c++) {
            shares.put(request.channels()[c], sum > 0 ? squares[c] / sum : 0);
        }
        return new Scored(sum / n, THRESHOLD, shares);
    }
}
