package dev.millrace.features.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where the files of a history are. What begins with a dot is no part of it. */
record HistoryLayout(Path root) {
    private static final String DAY = "day=";
    private static final String SUFFIX = ".parquet";
    private static final String COMPACTED = "compacted-";

    HistoryLayout {
        root = root.toAbsolutePath().normalize();
    }

    /** Folder of an event's day, UTC. */
    Path day(String view, LocalDate day) {
        return root.resolve(view).resolve(DAY + day);
    }

    /**
     * The file of rows as they came. The same rows have the same name, whoever writes them; the last part tells apart the logs of a
     * topic that was deleted and made again.
     */
    static String written(int partition, long firstOffset, long lastOffset, long firstCreatedMillis) {
        return String.format("p%05d-%020d-%020d-%x%s", partition, firstOffset, lastOffset, firstCreatedMillis, SUFFIX);
    }

    /** A compacted file; the unique part keeps two compactors, should a lock fail, from replacing each other's. */
    static String compacted(String unique) {
        return COMPACTED + unique + SUFFIX;
    }

    static boolean isCompacted(Path file) {
        return String.valueOf(file.getFileName()).startsWith(COMPACTED);
    }

    /** The days of a view that have a folder, in order. */
    SortedMap<LocalDate, Path> days(String view) throws IOException {
        var days = new TreeMap<LocalDate, Path>();
        for (Path folder : list(root.resolve(view))) {
            String name = String.valueOf(folder.getFileName());
            if (name.startsWith(DAY)) {
                try {
                    days.put(LocalDate.parse(name.substring(DAY.length())), folder);
                } catch (DateTimeException e) {
                    // not ours
                }
            }
        }
        return days;
    }

    static List<Path> files(Path day) throws IOException {
        return list(day).stream()
                .filter(file -> {
                    String name = String.valueOf(file.getFileName());
                    return name.endsWith(SUFFIX) && !name.startsWith(".");
                })
                .sorted()
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
