package dev.millrace.load.report;

import java.util.Locale;

/** How numbers are written in tables: about three digits, thousands apart, whole numbers without a point. */
public final class Numbers {
    private Numbers() {}

    public static String of(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "-";
        }
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        if (size >= 1) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
        return size >= 1e-3 ? String.format(Locale.ROOT, "%.3f", value) : String.format(Locale.ROOT, "%.2e", value);
    }

    /** A ratio as a change with its sign, such as {@code +21 %}; one digit after the point below 10 %. */
    public static String change(double ratio) {
        double percent = (ratio - 1) * 100;
        return String.format(Locale.ROOT, Math.abs(percent) < 9.95 ? "%+.1f %%" : "%+,.0f %%", percent);
    }
}
