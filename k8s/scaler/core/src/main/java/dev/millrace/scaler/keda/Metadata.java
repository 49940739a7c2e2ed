package dev.millrace.scaler.keda;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The string map of a trigger. KEDA ignores a key that it does not know and goes on with the default of the one that was meant; here
 * every key must be known and every value must be readable. Errors are {@link IllegalArgumentException} that name the key.
 */
final class Metadata {
    private static final String FROM_ENV = "FromEnv";

    private final Map<String, String> values;

    /**
     * @param known keys that are read
     * @param elsewhere keys that KEDA knows and reads from somewhere else, and where that is
     */
    Metadata(Map<String, String> values, Collection<String> known, Map<String, String> elsewhere) {
        this.values = values;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String key = entry.getKey();
            if (elsewhere.containsKey(key)) {
                throw new IllegalArgumentException(key + ": " + elsewhere.get(key));
            }
            if (key.endsWith(FROM_ENV) && known.contains(key.substring(0, key.length() - FROM_ENV.length()))) {
                throw new IllegalArgumentException(key + ": only a cluster has the container's environment; give "
                        + key.substring(0, key.length() - FROM_ENV.length()));
            }
            if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown key " + key + ": " + Nearest.hint(key, known));
            }
            if (entry.getValue().isBlank()) {
                throw new IllegalArgumentException(key + ": empty; leave the key out or give a value");
            }
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    String text(String key) {
        String value = values.get(key);
        return value == null ? null : value.strip();
    }

    String required(String key) {
        String value = text(key);
        if (value == null) {
            throw new IllegalArgumentException(key + ": missing");
        }
        return value;
    }

    boolean flag(String key) {
        return oneOf(key, Map.of("true", true, "false", false), false);
    }

    long whole(String key, long fallback, long least) {
        String value = text(key);
        if (value == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": '" + value + "' is not a whole number", e);
        }
        throw new IllegalArgumentException(key + ": " + value + " is less than " + least);
    }

    /** Null where not given. */
    @Nullable
    Double decimal(String key, boolean zeroToo) {
        String value = text(key);
        if (value == null) {
            return null;
        }
        double number;
        try {
            number = new BigDecimal(value).doubleValue(); // unlike Double.parseDouble no NaN, no "1d"
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    key + ": '" + value + "' is not a number (without a unit, such as 2 or 0.5)", e);
        }
        if ((number > 0 && number < Double.POSITIVE_INFINITY) || (zeroToo && number == 0)) {
            return number;
        }
        throw new IllegalArgumentException(key + ": " + value + " is not " + (zeroToo ? "0 or more" : "above 0"));
    }

    <T> T oneOf(String key, Map<String, T> choices, T fallback) {
        String value = text(key);
        if (value == null) {
            return fallback;
        }
        T chosen = choices.get(value);
        if (chosen == null) {
            throw new IllegalArgumentException(
                    key + ": '" + value + "' is not allowed: " + Nearest.hint(value, choices.keySet()));
        }
        return chosen;
    }
}
