package dev.millrace.local.demo.traffic;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Reads the times that data files use: ISO-8601, {@code yyyy-MM-dd HH:mm[:ss[.SSS]]} as UTC, epoch seconds or milliseconds. */
final class EventTimes {
    /** Numbers above are milliseconds: as seconds this would be the year 5138. */
    private static final double LARGEST_SECONDS = 1e11;

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private EventTimes() {}

    /** Epoch milliseconds; throws {@link IllegalArgumentException} where the text is none of these. */
    static long parse(String text) {
        String trimmed = text.trim();
        try {
            if (trimmed.matches("-?\\d+(\\.\\d*)?([eE][+-]?\\d+)?")) {
                double number = Double.parseDouble(trimmed);
                return Math.round(Math.abs(number) < LARGEST_SECONDS ? number * 1000 : number);
            }
            if (trimmed.length() == 10) {
                return LocalDate.parse(trimmed)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            }
            if (trimmed.length() > 10 && trimmed.substring(10).matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$")) {
                return OffsetDateTime.parse(trimmed.replace(' ', 'T'))
                        .toInstant()
                        .toEpochMilli();
            }
            return LocalDateTime.parse(trimmed.replace('T', ' '), LOCAL)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: '" + text + "'", e);
        }
    }
}
