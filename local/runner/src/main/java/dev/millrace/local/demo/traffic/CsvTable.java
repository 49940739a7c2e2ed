package dev.millrace.local.demo.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file in memory; the separator ({@code ;}, {@code ,} or tab) is the one that its first line has most of.
 *
 * @param columns the first line
 * @param rows all further lines that are not empty
 */
record CsvTable(String file, List<String> columns, List<Row> rows) {
    /** Above this share of bad rows the file is not what it is taken for. */
    private static final double TOLERATED = .1;

    /** One row; {@code line} counts from 1, the first line of the file. */
    record Row(long line, List<String> cells) {
        /** The cell, or an empty text where the row is too short. */
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    static CsvTable read(Path path) {
        String file = String.valueOf(path.getFileName());
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            reader.mark(1);
            if (reader.read() != '\uFEFF') { // a byte order mark is no part of the first name
                reader.reset();
            }
            String header = reader.readLine();
            if (header == null || header.isBlank()) {
                throw new IllegalArgumentException(file + " is empty");
            }
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(separator(header))
                    .setTrim(true)
                    .setIgnoreEmptyLines(true)
                    .get();
            List<String> columns;
            try (var first = CSVParser.parse(new StringReader(header), format)) {
                columns = first.iterator().next().toList();
            }
            var rows = new ArrayList<Row>();
            try (var parser = CSVParser.parse(reader, format)) {
                long line = 2;
                for (CSVRecord record : parser) {
                    rows.add(new Row(line, record.toList()));
                    line = parser.getCurrentLineNumber() + 2;
                }
            }
            return new CsvTable(file, columns, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** What every good row holds; bad ones are left out and named to {@code problems}, too many are an error. */
    <T> List<T> parse(Function<Row, T> reader, Consumer<String> problems) {
        var parsed = new ArrayList<T>(rows.size());
        var bad = new ArrayList<String>();
        for (Row row : rows) {
            try {
                parsed.add(reader.apply(row));
            } catch (IllegalArgumentException e) {
                bad.add(String.valueOf(e.getMessage()));
            }
        }
        if (parsed.isEmpty() || bad.size() > TOLERATED * rows.size()) {
            throw new IllegalArgumentException(
                    bad.isEmpty()
                            ? file + " has no rows"
                            : file + ": " + bad.size() + " of " + rows.size() + " rows cannot be read, first "
                                    + bad.get(0));
        }
        bad.forEach(problems);
        return parsed;
    }

    /** The first column with one of these names, ignoring case, spaces and underscores; −1 where there is none. */
    int find(List<String> names) {
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (plain(columns.get(i)).equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    static String plain(String column) {
        return column.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-]", "");
    }

    IllegalArgumentException bad(Row row, String reason) {
        return new IllegalArgumentException(file + " line " + row.line() + ": " + reason);
    }

    private static char separator(String header) {
        char best = ',';
        long most = -1;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long count = header.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
