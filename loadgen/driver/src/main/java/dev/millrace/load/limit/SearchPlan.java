package dev.millrace.load.limit;

/**
 * How a limit is searched.
 *
 * @param start rate of the first trial, events per second
 * @param lowest rate that is tried
 * @param highest rate that is tried
 * @param resolution greatest distance of the rates that bracket the limit, as a share of the lower
 * @param repetitions of a rate that decides; odd, the majority counts
 * @param trials at most
 */
public record SearchPlan(double start, double lowest, double highest, double resolution, int repetitions, int trials) {
    public SearchPlan {
        if (!(lowest > 0 && lowest <= start && start <= highest && Double.isFinite(highest))) {
            throw new IllegalArgumentException("lowest is " + lowest + ", start " + start + " and highest " + highest
                    + ": must be above 0 and in this order");
        }
        if (!(resolution > 0 && resolution < 1)) {
            throw new IllegalArgumentException(
                    "resolution is " + resolution + ": must be between 0 and 1, such as 0.05");
        }
        if (repetitions < 1 || repetitions % 2 == 0) {
            throw new IllegalArgumentException(
                    "repetitions is " + repetitions + ": must be odd, so that there is a majority");
        }
        if (trials < repetitions) {
            throw new IllegalArgumentException(
                    "trials is " + trials + ": fewer than the " + repetitions + " repetitions of one rate");
        }
    }

    /** Within 5 %, best of three, at most forty trials, from a hundredth to a hundred times the start. */
    public static SearchPlan from(double start) {
        return new SearchPlan(start, start / 100, start * 100, .05, 3, 40);
    }
}
