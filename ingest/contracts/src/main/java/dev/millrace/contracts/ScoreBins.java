package dev.millrace.contracts;

/**
 * Bins for scores of unknown scale. Two workers, or two models, that have never seen each other's scores must count into the
 * same bins, or their counts could not be added and compared. So the bins are fixed: sixteen per power of two, linear inside it,
 * as in HdrHistogram; a bin is 3 to 6 % of its value wide. The sign is the bin's sign, everything nearer to 0 than 2^-20
 * is bin 0, everything beyond 2^40 the last bin.
 *
 * <p>They are too fine to be compared bin by bin: {@link PopulationStability} groups them.
 */
public final class ScoreBins {
    private static final int SUB_BITS = 4;
    private static final int FIRST = slot(0x1p-20);

    /** Largest bin; the smallest is its negative. */
    public static final int LAST = slot(0x1p40) - FIRST + 1;

    private ScoreBins() {}

    /** Bin of a score, −{@link #LAST} to {@link #LAST}. */
    public static int of(double score) {
        double size = Math.abs(score);
        if (size < 0x1p-20) {
            return 0;
        }
        int bin = Math.min(slot(size) - FIRST + 1, LAST);
        return score < 0 ? -bin : bin;
    }

    /** Exponent and leading mantissa bits: the binary form of a double is its place on a logarithmic scale. */
    private static int slot(double size) {
        return (int) (Double.doubleToRawLongBits(size) >>> (52 - SUB_BITS));
    }
}
