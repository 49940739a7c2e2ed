package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.SensorReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One sensor from one CSV file: a time column (named timestamp, datetime, time, date or ts, else the first), one column per
 * channel. Columns named anomaly, is_anomaly, label or changepoint are truth, not channels.
 *
 * @param readings in time order
 * @param truth stretches of rows whose anomaly column is 1; empty where there are none
 * @param hasTruth whether the file has an anomaly column
 */
record SensorFile(String file, List<SensorReading> readings, List<TruthWindow> truth, boolean hasTruth) {
    private static final List<String> TIMES = List.of("timestamp", "datetime", "time", "date", "ts");
    private static final List<String> ANOMALY = List.of("anomaly", "isanomaly", "label");
    private static final Set<String> NOT_CHANNELS = Set.of("anomaly", "isanomaly", "label", "changepoint");

    private record Sample(SensorReading reading, boolean anomalous) {}

    /** Reads the file; bad rows are left out and named to {@code problems}. */
    static SensorFile read(Path path, String sensorId, long nowMillis, Consumer<String> problems) {
        CsvTable table = CsvTable.read(path);
        int time = Math.max(0, table.find(TIMES));
        int anomaly = table.find(ANOMALY);
        List<Integer> columns = channels(table, time);
        String[] names = columns.stream().map(table.columns()::get).toArray(String[]::new);
        List<Sample> samples =
                table.parse(row -> sample(table, row, time, anomaly, columns, names, sensorId, nowMillis), problems);
        samples.sort(Comparator.comparingLong(s -> s.reading().timestamp()));
        return new SensorFile(
                table.file(), samples.stream().map(Sample::reading).toList(), truth(samples), anomaly >= 0);
    }

    /** Columns that are channels, sorted by name as the contract wants them. */
    private static List<Integer> channels(CsvTable table, int time) {
        var columns = new ArrayList<Integer>();
        for (int i = 0; i < table.columns().size(); i++) {
            String name = table.columns().get(i);
            if (i != time && !name.isEmpty() && !NOT_CHANNELS.contains(CsvTable.plain(name))) {
                columns.add(i);
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(table.file() + " has no channel beside its time column");
        }
        columns.sort(Comparator.comparing(table.columns()::get));
        return columns;
    }

    private static Sample sample(
            CsvTable table,
            CsvTable.Row row,
            int time,
            int anomaly,
            List<Integer> columns,
            String[] names,
            String sensorId,
            long nowMillis) {
        double[] values = new double[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(table, row, columns.get(i), names[i]);
        }
        long timestamp;
        try {
            timestamp = EventTimes.parse(row.cell(time));
        } catch (IllegalArgumentException e) {
            throw table.bad(row, "not a time: '" + row.cell(time) + "'");
        }
        if (timestamp < 0 || timestamp > nowMillis) {
            throw table.bad(row, "the time lies before 1970 or in the future: '" + row.cell(time) + "'");
        }
        boolean anomalous = anomaly >= 0 && !row.cell(anomaly).isEmpty() && flag(table, row, anomaly);
        return new Sample(new SensorReading(sensorId, timestamp, names, values, null), anomalous);
    }

    private static boolean flag(CsvTable table, CsvTable.Row row, int column) {
        String cell = row.cell(column);
        if (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false")) {
            return cell.equalsIgnoreCase("true");
        }
        return number(table, row, column, table.columns().get(column)) >= .5;
    }

    private static double number(CsvTable table, CsvTable.Row row, int column, String name) {
        try {
            double value = Double.parseDouble(row.cell(column));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw table.bad(row, "column '" + name + "' is not a number: '" + row.cell(column) + "'");
    }

    private static List<TruthWindow> truth(List<Sample> samples) {
        var windows = new ArrayList<TruthWindow>();
        int from = -1;
        for (int i = 0; i <= samples.size(); i++) {
            boolean anomalous = i < samples.size() && samples.get(i).anomalous();
            if (anomalous && from < 0) {
                from = i;
            } else if (!anomalous && from >= 0) {
                SensorReading first = samples.get(from).reading();
                long end = samples.get(i - 1).reading().timestamp();
                windows.add(new TruthWindow(first.sensorId(), first.timestamp(), end, TruthWindow.LABELLED));
                from = -1;
            }
        }
        return windows;
    }
}
