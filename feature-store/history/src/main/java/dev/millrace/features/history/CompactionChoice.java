package dev.millrace.features.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which files of a day are rewritten together. */
final class CompactionChoice {
    /** In place of a number of files: the day is over. */
    static final int OVER = 0;

    private CompactionChoice() {}

    /**
     * None where that is not worth it. Of a day that goes on, a file larger than all smaller ones together is left as it is: so a
     * row is rewritten as often as the day has doublings, not at each compaction.
     */
    static List<Path> of(List<Path> files, int openFiles, int max) throws IOException {
        if (openFiles == OVER) {
            boolean done = files.size() == 1 && HistoryLayout.isCompacted(files.get(0));
            return done ? List.of() : smallest(sized(files), max);
        }
        if (files.size() <= openFiles) {
            return List.of();
        }
        Map<Path, Long> sizes = sized(files);
        List<Path> ascending = smallest(sizes, max);
        long sum = 0;
        int take = 0;
        for (int i = 0; i < ascending.size(); i++) {
            long size = sizes.getOrDefault(ascending.get(i), 0L);
            if (size <= sum) {
                take = i + 1;
            }
            sum += size;
        }
        return ascending.subList(0, take);
    }

    private static Map<Path, Long> sized(List<Path> files) throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        for (Path file : files) {
            sizes.put(file, Files.size(file));
        }
        return sizes;
    }

    private static List<Path> smallest(Map<Path, Long> sizes, int max) {
        List<Path> ascending = new ArrayList<>(sizes.keySet());
        ascending.sort(Comparator.<Path, Long>comparing(file -> sizes.getOrDefault(file, 0L))
                .thenComparing(Comparator.naturalOrder()));
        return ascending.subList(0, Math.min(max, ascending.size()));
    }
}
