package dev.millrace.streams.core.anomaly;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contracts.SensorReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Real series where the machine has them: folder in system property {@code millrace.data}, else {@code shared/data} beside the tree. */
final class RealSeries {
    private RealSeries() {}

    /** Numenta Anomaly Benchmark: CSV of timestamp and value, {@code labels.json} with the anomaly windows. */
    static List<Series> nab() throws IOException {
        Path folder = folder("nab-dev");
        List<Series> all = new ArrayList<>();
        String labels = Files.readString(folder.resolve("labels.json"));
        Matcher file = Pattern.compile(
                        "\"([^\"]+\\.csv)\": *\\[(.*?)](?=\\s*[,}]\\s*(\"[^\"]+\\.csv|$))", Pattern.DOTALL)
                .matcher(labels);
        while (file.find()) {
            List<SensorReading> readings = new ArrayList<>();
            List<String> lines = Files.readAllLines(folder.resolve("data").resolve(file.group(1)));
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split(",", -1);
                double[] values = {Double.parseDouble(parts[1])};
                readings.add(new SensorReading(file.group(1), time(parts[0]), new String[] {"value"}, values, null));
            }
            List<AlertEvaluation.Interval> truth = new ArrayList<>();
            Matcher window = Pattern.compile("\"([^\"]+)\",\\s*\"([^\"]+)\"").matcher(file.group(2));
            while (window.find()) {
                truth.add(new AlertEvaluation.Interval(time(window.group(1)), time(window.group(2))));
            }
            all.add(new Series(file.group(1), readings, truth));
        }
        return all;
    }

    /** Skoltech Anomaly Benchmark: semicolons, eight channels at 1 Hz, then the columns anomaly and changepoint. */
    static List<Series> skab() throws IOException {
        List<Series> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder("skab-dev"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                all.add(skab(file));
            }
        }
        return all;
    }

    private static Series skab(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.get(0).split(";", -1);
        Integer[] columns = {1, 2, 3, 4, 5, 6, 7, 8};
        Arrays.sort(columns, Comparator.comparing(i -> header[i]));
        String[] channels = Arrays.stream(columns).map(i -> header[i]).toArray(String[]::new);
        List<SensorReading> readings = new ArrayList<>();
        List<AlertEvaluation.Interval> truth = new ArrayList<>();
        boolean inside = false;
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(";", -1);
            long time = time(parts[0]);
            double[] values = Arrays.stream(columns)
                    .mapToDouble(i -> Double.parseDouble(parts[i]))
                    .toArray();
            readings.add(new SensorReading(file.toString(), time, channels, values, null));
            boolean anomalous = Double.parseDouble(parts[9]) > 0;
            if (anomalous) {
                long start = inside ? truth.remove(truth.size() - 1).start() : time;
                truth.add(new AlertEvaluation.Interval(start, time));
            }
            inside = anomalous;
        }
        return new Series(file.toString(), readings, truth);
    }

    private static Path folder(String name) {
        String given = System.getProperty("millrace.data");
        Path data = given != null ? Path.of(given) : Path.of("../../../shared/data");
        Path folder = data.resolve(name);
        assumeTrue(Files.isDirectory(folder), "no real series in " + folder + " (system property millrace.data)");
        return folder;
    }

    private static long time(String text) {
        String iso = text.replace(' ', 'T');
        int dot = iso.indexOf('.');
        return LocalDateTime.parse(dot < 0 ? iso : iso.substring(0, dot))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }
}
