package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.SensorReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sensor files as traffic. Every file is split at the same share of its rows, so that every sensor has a past to learn from,
 * and the sensors are sent side by side, each from its own beginning: files of different years replay at the same time.
 */
public final class SensorFiles {
    private SensorFiles() {}

    /**
     * Reads all files.
     *
     * @param labels truth windows; where a file has neither these nor an anomaly column, it counts as without truth
     * @param tag goes behind the sensors' names, which are the files' names
     * @param problems hears of rows that were left out
     */
    public static SensorTraffic read(
            List<Path> paths,
            @Nullable Path labels,
            double trainFraction,
            String tag,
            long nowMillis,
            Consumer<String> problems) {
        SensorLabels known = labels == null ? SensorLabels.none() : SensorLabels.read(labels);
        var history = new ArrayList<Planned<SensorReading>>();
        var live = new ArrayList<Planned<SensorReading>>();
        var truth = new ArrayList<TruthWindow>();
        Set<String> names = new HashSet<>();
        long judged = 0;
        double days = 0;
        Set<String> judgedSensors = new HashSet<>();
        for (Path path : paths) {
            String sensorId = name(path, names) + tag;
            SensorFile file = SensorFile.read(path, sensorId, nowMillis, problems);
            List<SensorReading> readings = file.readings();
            plan(readings, trainFraction, history, live);
            truth.addAll(file.truth());
            truth.addAll(known.of(file.file(), sensorId));
            if (file.hasTruth() || known.knows(file.file())) {
                judgedSensors.add(sensorId);
                judged += readings.size();
                days += (readings.get(readings.size() - 1).timestamp()
                                - readings.get(0).timestamp())
                        / 86_400_000.0;
            }
        }
        history.sort(Comparator.comparingLong(Planned::ownMillis));
        live.sort(Comparator.comparingLong(Planned::ownMillis));
        return new SensorTraffic(
                Part.of(history),
                Part.of(live),
                paths.size(),
                judgedSensors.isEmpty() ? null : List.copyOf(truth),
                Set.copyOf(judgedSensors),
                judged,
                days,
                Long.MIN_VALUE,
                "whole series");
    }

    private static void plan(
            List<SensorReading> readings,
            double trainFraction,
            List<Planned<SensorReading>> history,
            List<Planned<SensorReading>> live) {
        long start = readings.get(0).timestamp();
        int split = (int) Math.round(readings.size() * trainFraction);
        for (int i = 0; i < readings.size(); i++) {
            SensorReading reading = readings.get(i);
            (i < split ? history : live).add(new Planned<>(reading, reading.timestamp() - start));
        }
    }

    private static String name(Path path, Set<String> taken) {
        String file = String.valueOf(path.getFileName());
        int dot = file.lastIndexOf('.');
        String name = dot > 0 ? file.substring(0, dot) : file;
        Path folder = path.toAbsolutePath().getParent();
        if (!taken.add(name) && folder != null) {
            name = folder.getFileName() + "-" + name;
            for (int i = 2; !taken.add(name); i++) {
                name = name + "-" + i;
            }
        }
        return name;
    }
}
