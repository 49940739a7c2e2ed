package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.RateCurve;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Arrivals that somebody counted: CSV with the columns {@code seconds} (since the begin, rising) and {@code records} that came from
 * then until the next row, evenly. The last row lasts as long as the one before it; then nothing comes.
 */
public final class RecordedArrivals {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    private RecordedArrivals() {}

    private record Row(double seconds, double records) {}

    /** Throws {@link IOException} that names file, line and what is wrong. */
    public static RateCurve read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no recording " + file);
        }
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file);
                CSVParser parser = FORMAT.parse(reader)) {
            if (!parser.getHeaderNames().containsAll(List.of("seconds", "records"))) {
                throw new IOException(
                        file + " needs the columns seconds and records, it has " + parser.getHeaderNames());
            }
            for (CSVRecord record : parser) {
                String place = file + " line " + parser.getCurrentLineNumber();
                Row row = new Row(number(place, record, "seconds"), number(place, record, "records"));
                double least = rows.isEmpty()
                        ? 0
                        : Math.nextUp(rows.get(rows.size() - 1).seconds());
                if (row.seconds() < least) {
                    throw new IOException(place + ": seconds " + row.seconds() + " do not rise from 0");
                }
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(file + " holds no arrivals");
        }
        return curve(rows);
    }

    private static RateCurve curve(List<Row> rows) {
        int count = rows.size();
        double last = count == 1
                ? 1
                : rows.get(count - 1).seconds() - rows.get(count - 2).seconds();
        double[] seconds = new double[2 * count + 3];
        double[] rates = new double[2 * count + 3];
        // Knot 0 stands at second 0, before the first row; then each row has two knots, its begin and its end.
        for (int i = 0; i < count; i++) {
            Row row = rows.get(i);
            double end = i + 1 < count ? rows.get(i + 1).seconds() : row.seconds() + last;
            seconds[2 * i + 2] = row.seconds();
            seconds[2 * i + 3] = end;
            rates[2 * i + 2] = row.records() / (end - row.seconds());
            rates[2 * i + 3] = rates[2 * i + 2];
        }
        seconds[1] = rows.get(0).seconds();
        seconds[2 * count + 2] = seconds[2 * count + 1];
        return RateCurve.through(seconds, rates);
    }

    private static double number(String place, CSVRecord record, String column) throws IOException {
        String text = record.isSet(column) ? record.get(column) : "";
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IOException(place + ": " + column + " '" + text + "' is not a number", e);
        }
        throw new IOException(place + ": " + column + " '" + text + "' is not a number, 0 or more");
    }
}
