package dev.millrace.scaler.simulate.contend;

/**
 * The rates of the least changing service that answers each record after it has come and before its deadline.
 *
 * <p>What has come by each moment is a ceiling of what can be answered, what is due by then a floor. Between both lies a tube; a string
 * drawn taut through it has the smallest peak rate of all services, and least sum of any convex cost of the rate (Salehi, Zhang, Kurose,
 * Towsley: "Supporting stored video: reducing rate variability and end-to-end resource requirements through optimal smoothing", 1996;
 * for processors Yao, Demers, Shenker: "A scheduling model for reduced CPU energy", 1995).
 *
 * <p>It is drawn from a corner as far as one straight line stays inside; where the steepest line that the ceiling allows falls under the
 * flattest that the floor asks for, the corner that was touched last ends the piece.
 */
final class TautString {
    private TautString() {}

    /**
     * Rates per step.
     *
     * @param ceiling cumulative, not falling, from 0; as long as {@code floor}
     * @param floor cumulative, not falling, nowhere above the ceiling; both end at one value
     */
    static double[] rates(double[] ceiling, double[] floor) {
        int last = ceiling.length - 1;
        double[] rates = new double[last];
        int at = 0;
        double height = 0;
        while (at < last) {
            double steepest = Double.POSITIVE_INFINITY;
            double flattest = Double.NEGATIVE_INFINITY;
            int steepEnd = at + 1;
            int flatEnd = at + 1;
            int end = 0;
            boolean onCeiling = false;
            for (int next = at + 1; next <= last && end == 0; next++) {
                double up = (ceiling[next] - height) / (next - at);
                double down = (floor[next] - height) / (next - at);
                if (down > steepest) {
                    end = steepEnd;
                    onCeiling = true;
                } else if (up < flattest) {
                    end = flatEnd;
                } else {
                    if (up <= steepest) {
                        steepest = up;
                        steepEnd = next;
                    }
                    if (down >= flattest) {
                        flattest = down;
                        flatEnd = next;
                    }
                    if (next == last) {
                        end = last;
                    }
                }
            }
            double target = end == last ? ceiling[last] : onCeiling ? ceiling[end] : floor[end];
            double rate = (target - height) / (end - at);
            for (int i = at; i < end; i++) {
                rates[i] = Math.max(0, rate);
            }
            at = end;
            height = target;
        }
        return rates;
    }
}
