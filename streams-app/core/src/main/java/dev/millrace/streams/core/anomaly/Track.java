package dev.millrace.streams.core.anomaly;

/**
 * One kind of score of one sensor: its moving average and the tail of that. Until {@code warmUp} scores are in, a fixed
 * threshold decides and every score is learnt; after that, those of an alert are left out. Mutable, single owner.
 */
final class Track {
    /** Scores are kept above this: the logarithm of 0 would weigh for ever. */
    static final double LEAST = 1e-4;

    private static final double JUST_BELOW = .01;

    final Tail tail = new Tail();
    double average = Double.NaN;

    void clear() {
        tail.clear();
        average = Double.NaN;
    }

    void observe(double value, double weight) {
        average = Double.isNaN(average) ? value : average + weight * (value - average);
    }

    boolean warm(AlertConfig config) {
        return tail.total >= config.warmUp();
    }

    /**
     * Severity of {@code logScore}, at least {@code fire} where it counts as anomalous.
     *
     * @param threshold of the score while the tail is not yet known
     * @param leastRatio a score less than this many times the median never fires, however narrow the tail
     */
    double severity(AlertConfig config, double logScore, double threshold, double fire, double leastRatio) {
        if (!warm(config)) {
            double over = logScore - Math.log(Math.max(threshold, LEAST));
            return over > 0 ? Math.min(Tail.MOST_SEVERE, fire + over) : 0;
        }
        double severity = tail.severity(logScore);
        return logScore - tail.median() < Math.log(leastRatio) ? Math.min(severity, fire - JUST_BELOW) : severity;
    }

    void learn(AlertConfig config, double logScore, boolean normal) {
        if (normal || !warm(config)) {
            tail.add(logScore, config.tailWindow());
        }
    }
}
