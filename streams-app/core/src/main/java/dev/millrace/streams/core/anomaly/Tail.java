package dev.millrace.streams.core.anomaly;

/**
 * The upper tail of one sensor's scores, in O(1): how improbable is a score, given the earlier ones? Raw scores are worthless
 * across sensors, their tail probabilities compare.
 *
 * <p>Scores are counted in 200 bins of equal width in their logarithm (11 % each, 1e-4 to 1e5). When {@code window} scores are
 * in, all counts shrink to 3/4, so that older scores fade. Two estimates: with fewer than {@link #PEAKS_FROM} scores, the log
 * scores are taken as normal, its width read from the 90 % quantile (a burst does not widen it) and shrunk to a prior, as a
 * Pareto fit to the few largest of some hundred scores has no power (on synthetic sensors it found half of the faults that this
 * finds). Beyond that, peaks over threshold: a generalised Pareto distribution by the method of moments over the 98 %
 * quantile (Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory", KDD 2017), never lighter than exponential.
 */
final class Tail {
    static final int BINS = 200;

    /** Scores from which peaks over threshold are trusted. */
    static final int PEAKS_FROM = 2000;

    static final double MOST_SEVERE = 12;

    private static final float[] NONE = {};
    private static final double LOW = Math.log(1e-4);
    private static final double WIDTH = (Math.log(1e5) - LOW) / BINS;
    private static final double PEAK_QUANTILE = .98;
    /** Scores are autocorrelated: peaks come in clusters, so that one more is less of a surprise than the fit says. */
    private static final double CLUSTERED = .75;

    private static final double NORMAL_90 = 1.2816;
    private static final double PRIOR_WIDTH = .4;
    private static final double PRIOR_SCORES = 64;
    private static final double LEAST_WIDTH = .05;

    /** Counts of the bins from {@link #first} on; all others are empty. A sensor's scores fill a fifth of them. */
    float[] bins = NONE;

    int first;
    double total;

    void clear() {
        bins = NONE;
        total = 0;
    }

    void add(double logScore, int window) {
        int bin = bin(logScore);
        reach(bin);
        bins[bin - first]++;
        total++;
        if (total >= window) {
            total = 0;
            for (int i = 0; i < bins.length; i++) {
                bins[i] *= .75f;
                total += bins[i];
            }
        }
    }

    private void reach(int bin) {
        int last = first + bins.length - 1;
        if (bins.length == 0) {
            first = bin;
            bins = new float[1];
        } else if (bin < first || bin > last) {
            int from = Math.min(bin, first);
            float[] wider = new float[Math.max(bin, last) - from + 1];
            System.arraycopy(bins, 0, wider, first - from, bins.length);
            first = from;
            bins = wider;
        }
    }

    double median() {
        return quantile(.5);
    }

    /** −log10 of the probability of a log score above {@code logScore}, 0 to 12; larger is stranger. */
    double severity(double logScore) {
        double severity = total < PEAKS_FROM ? normal(logScore) : CLUSTERED + peaks(logScore);
        return Double.isFinite(severity) ? Math.max(0, Math.min(MOST_SEVERE, severity)) : MOST_SEVERE;
    }

    private double normal(double logScore) {
        double median = median();
        double width = Math.max(LEAST_WIDTH, (quantile(.9) - median) / NORMAL_90);
        double shrunk = (width * total + PRIOR_WIDTH * PRIOR_SCORES) / (total + PRIOR_SCORES);
        double z = (logScore - median) / shrunk;
        if (z <= 0) {
            return 0;
        }
        // Abramowitz and Stegun 26.2.17, in logarithms so that it holds far out
        double t = 1 / (1 + .2316419 * z);
        double polynomial =
                t * (.319381530 + t * (-.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return (z * z / 2 + .5 * Math.log(2 * Math.PI) - Math.log(polynomial)) / Math.log(10);
    }

    private double peaks(double logScore) {
        double threshold = quantile(PEAK_QUANTILE);
        if (logScore <= threshold) {
            return -Math.log10(Math.max(1e-12, above(logScore) / total));
        }
        double base = Math.exp(threshold);
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = Math.max(first, bin(threshold)); i < first + bins.length; i++) {
            double from = LOW + i * WIDTH;
            double inside = from >= threshold ? 1 : Math.max(0, (from + WIDTH - threshold) / WIDTH);
            double excess = Math.exp((Math.max(from, threshold) + from + WIDTH) / 2) - base;
            double weight = bins[i - first] * inside;
            count += weight;
            sum += weight * excess;
            squares += weight * excess * excess;
        }
        if (count <= 0) {
            return MOST_SEVERE;
        }
        double mean = Math.max(sum / count, base * WIDTH / 2);
        double variance = Math.max(squares / count - mean * mean, mean * mean / 20);
        double ratio = mean * mean / variance;
        double shape = Math.max(0, .5 * (1 - ratio));
        double scale = .5 * mean * (1 + ratio);
        double scaled = (Math.exp(logScore) - base) / scale;
        double logSurvival = shape < 1e-6 ? -scaled : -Math.log1p(shape * scaled) / shape;
        return -logSurvival / Math.log(10) - Math.log10(1 - PEAK_QUANTILE);
    }

    private double above(double logScore) {
        double above = 0;
        for (int i = Math.max(first, bin(logScore)); i < first + bins.length; i++) {
            above += bins[i - first];
        }
        return above;
    }

    private double quantile(double q) {
        double rest = q * total;
        for (int i = 0; i < bins.length; i++) {
            if (bins[i] > 0 && rest <= bins[i]) {
                return LOW + (first + i + rest / bins[i]) * WIDTH;
            }
            rest -= bins[i];
        }
        return LOW + BINS * WIDTH;
    }

    private static int bin(double logScore) {
        return (int) Math.max(0, Math.min(BINS - 1, (logScore - LOW) / WIDTH));
    }
}
