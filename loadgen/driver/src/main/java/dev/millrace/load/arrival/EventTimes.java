package dev.millrace.load.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The event times of a recording. */
final class EventTimes {
    private EventTimes() {}

    /**
     * Epoch milliseconds, rising, at least one; throws {@link IllegalArgumentException} that names file, line and what is wrong.
     */
    static long[] read(Path file, String column) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean json = name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long[] times = json ? lines(reader, file, column) : table(reader, file, column);
            if (times.length == 0) {
                throw new IllegalArgumentException(file + " holds no event to replay");
            }
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recording " + file, e);
        }
    }

    private static long[] table(BufferedReader reader, Path file, String column) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        var times = LongStream.builder();
        try (CSVParser records = format.parse(reader)) {
            if (!records.getHeaderNames().contains(column)) {
                throw new IllegalArgumentException(
                        file + " has no column '" + column + "', it has " + records.getHeaderNames());
            }
            for (CSVRecord row : records) {
                times.add(parse(file, records.getCurrentLineNumber(), row.isSet(column) ? row.get(column) : ""));
            }
        }
        return times.build().sorted().toArray();
    }

    private static long[] lines(BufferedReader reader, Path file, String column) throws IOException {
        var times = LongStream.builder();
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                JsonNode time = Json.mapper().readTree(line).get(column);
                times.add(parse(file, number, time == null ? "" : time.asText()));
            }
        }
        return times.build().sorted().toArray();
    }

    private static long parse(Path file, long line, String text) {
        String trimmed = text.trim();
        try {
            if (!trimmed.isEmpty() && trimmed.chars().allMatch(Character::isDigit)) {
                return Long.parseLong(trimmed);
            }
            String iso = trimmed.replace(' ', 'T');
            boolean zoned = iso.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)");
            return zoned
                    ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    file + " line " + line + ": '" + text
                            + "' is no event time, which is ISO-8601 (2026-01-31T12:00:00Z) or epoch milliseconds",
                    e);
        }
    }
}
