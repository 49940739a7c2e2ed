package dev.millrace.load.compare;

/**
 * When a difference counts.
 *
 * @param level probability of a false alarm that is accepted over all metrics together, 0 to 1
 * @param tolerance least change that matters, as a share: the interval of the ratio must lie outside {@code 1 ± tolerance}
 * @param coarse with few samples, the gap between the ranges that counts; with enough, the half width of the interval up to
 *     which a metric without evidence is called unchanged
 * @param enough samples on each side from which tests are made
 * @param resamples of the bootstrap
 * @param relabellings tried at most; all are tried where there are no more
 * @param seed of both
 */
public record Strictness(
        double level, double tolerance, double coarse, int enough, int resamples, int relabellings, long seed) {
    public static final Strictness USUAL = new Strictness(.05, .03, .10, 4, 2_000, 5_000, 20_261);

    public Strictness {
        share("level", level);
        share("tolerance", tolerance);
        share("coarse", coarse);
        if (enough < 4) {
            throw new IllegalArgumentException(
                    "enough is " + enough
                            + ": with fewer than 4 samples a side no relabelling is rarer than 5 %, so no test can tell a change");
        }
        if (resamples < 100 || relabellings < 100) {
            throw new IllegalArgumentException("resamples is " + resamples + " and relabellings " + relabellings
                    + ": fewer than 100 cannot place a 5 % level");
        }
    }

    private static void share(String key, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(key + " is " + value + ": must be between 0 and 1");
        }
    }
}
