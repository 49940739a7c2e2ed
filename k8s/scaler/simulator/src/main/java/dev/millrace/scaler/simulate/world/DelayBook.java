package dev.millrace.scaler.simulate.world;

/**
 * Delays, weighted by records, which come in fractions: a record is a point of a line here. Percentiles are read from logarithmic bins,
 * 128 to an octave, so that they are at most .8 % too high; largest value, mean and what is over the SLO are exact.
 */
final class DelayBook {
    private static final int SHIFT = 23 - 7;
    /** Below this it is no delay; it is the first bin. */
    private static final float LEAST = 1e-4f;

    private static final int FIRST = Float.floatToRawIntBits(LEAST) >>> SHIFT;
    private static final int BINS = (Float.floatToRawIntBits(1e9f) >>> SHIFT) - FIRST + 2;
    private static final int MOST_PIECES = 64;
    private static final double PIECE = .01;

    private final double slo;
    private final double offset;
    private final double[] bins = new double[BINS];
    private double records;
    private double max;
    private double peak;
    private double sum;
    private double late;
    private double excess;
    /** Records that did not wait, counted apart for speed. */
    private double prompt;

    /**
     * @param slo seconds
     * @param offset seconds that every record takes besides its wait
     */
    DelayBook(double slo, double offset) {
        this.slo = slo;
        this.offset = offset;
    }

    /** Records that did not wait. */
    void addPrompt(double weight) {
        prompt += weight;
    }

    /** Records whose waits go evenly from {@code from} to {@code to} seconds. */
    void add(double from, double to, double weight) {
        if (weight <= 0) {
            return;
        }
        double low = offset + Math.max(0, Math.min(from, to));
        double high = offset + Math.max(0, Math.max(from, to));
        records += weight;
        max = Math.max(max, high);
        peak = Math.max(peak, high);
        sum += weight * (low + high) / 2;
        if (high > slo) {
            double above = low >= slo ? 1 : (high - slo) / (high - low);
            late += weight * above;
            excess += weight * above * (low >= slo ? (low + high) / 2 - slo : (high - slo) / 2);
        }
        double width = high - low;
        int pieces = width <= PIECE * high ? 1 : (int) Math.min(MOST_PIECES, Math.ceil(width / (PIECE * high)));
        for (int i = 0; i < pieces; i++) {
            bins[bin(low + width * (i + .5) / pieces)] += weight / pieces;
        }
    }

    private static int bin(double delay) {
        return delay < LEAST ? 0 : Math.min(BINS - 1, (Float.floatToRawIntBits((float) delay) >>> SHIFT) - FIRST + 1);
    }

    /** Counts the prompt ones in; call before reading. */
    void settle() {
        if (prompt > 0) {
            double weight = prompt;
            prompt = 0;
            add(0, 0, weight);
        }
    }

    double records() {
        return records;
    }

    double max() {
        return max;
    }

    /** The longest since this was asked for. */
    double takePeak() {
        double taken = prompt > 0 ? Math.max(peak, offset) : peak;
        peak = 0;
        return taken;
    }

    double mean() {
        return records > 0 ? sum / records : 0;
    }

    double late() {
        return late;
    }

    /** Record-seconds over the SLO. */
    double excess() {
        return excess;
    }

    /** The delay that {@code share} (0 to 1) of the records do not exceed. */
    double percentile(double share) {
        double wanted = share * records;
        double seen = 0;
        for (int i = 0; i < BINS; i++) {
            seen += bins[i];
            if (seen >= wanted && seen > 0) {
                return i == 0 ? Math.min(max, LEAST) : Math.min(max, Float.intBitsToFloat((i + FIRST) << SHIFT));
            }
        }
        return max;
    }
}
