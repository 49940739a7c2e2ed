package dev.millrace.load.arrival;

import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a scenario's numbers must be; says the key and the bad value otherwise. */
public final class Checks {
    private Checks() {}

    /** Throws {@link SettingException} unless {@code value} lies in {@code [min, max]}. */
    public static void within(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new SettingException(key, "'" + plain(value) + "' is not from " + plain(min) + " to " + plain(max));
        }
    }

    /** Events per second: 0 or more, finite. */
    static void rate(String key, double value) {
        if (!(value >= 0) || !Double.isFinite(value)) {
            throw new SettingException(key, "'" + plain(value) + "' is not a rate in events per second, 0 or more");
        }
    }

    static void positive(String key, @Nullable Duration value) {
        if (value == null) {
            throw new SettingException(key, "is required: a duration such as 30s");
        }
        if (value.isNegative() || value.isZero()) {
            throw new SettingException(key, "'" + value + "' is not longer than nothing");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
