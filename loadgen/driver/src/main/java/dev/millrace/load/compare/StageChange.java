package dev.millrace.load.compare;

import dev.millrace.load.report.Numbers;
import java.util.Locale;

/**
 * A stage that changed, and how much of the whole change it is.
 *
 * @param metric that showed it
 * @param what the metric without the stage, such as {@code CPU}
 * @param share of the absolute differences of the medians of all stages in this metric, 0 to 1
 */
public record StageChange(
        String stage, String metric, String what, String unit, double a, double b, double share, Verdict verdict) {

    /** Such as {@code stage decode: +21 % CPU (1.90 → 2.30 µs/event) explains 88 % of the change}. */
    public String sentence() {
        String change = a > 0 ? Numbers.change(b / a) : "change of";
        return String.format(
                Locale.ROOT,
                "stage %s: %s %s (%s → %s %s) explains %.0f %% of the change",
                stage,
                change,
                what,
                Numbers.of(a),
                Numbers.of(b),
                unit,
                share * 100);
    }
}
