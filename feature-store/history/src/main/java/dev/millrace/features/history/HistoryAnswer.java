package dev.millrace.features.history;

import java.util.Map;

/**
 * What a point-in-time join found.
 *
 * @param rows of the file written: as many as there are entity rows
 * @param found how many of them have a row of each view
 */
public record HistoryAnswer(long rows, Map<String, Long> found) {
    public HistoryAnswer {
        found = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(found));
    }
}
