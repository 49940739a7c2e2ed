package dev.millrace.servicekit;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations as people write them: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO-8601 ({@code PT10S}). */
public final class Durations {
    private Durations() {}

    /** Throws {@link IllegalArgumentException} that repeats the text. */
    public static Duration parse(String text) {
        try {
            return text.startsWith("P") ? Duration.parse(text) : simple(text);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 250ms, 10s, 5m, 2h or 7d", e);
        }
    }

    private static Duration simple(String text) {
        int unit = 0;
        while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        long amount = Long.parseLong(text.substring(0, unit));
        return switch (text.substring(unit).trim()) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> throw new NumberFormatException("unit");
        };
    }
}
