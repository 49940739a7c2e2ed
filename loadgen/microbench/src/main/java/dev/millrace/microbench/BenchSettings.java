package dev.millrace.microbench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person sets for the processes under measurement: system properties, words separated by blanks. */
final class BenchSettings {
    private BenchSettings() {}

    /** Settings of the process: {@code -Dbench.settings=key=value ...}. */
    static Map<String, String> read() {
        return words("bench.settings").stream()
                .map(word -> word.split("=", 2))
                .peek(BenchSettings::requireValue)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    static List<String> words(String property) {
        return List.of(System.getProperty(property, "").split(" ")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void requireValue(String[] pair) {
        if (pair.length < 2) {
            throw new IllegalArgumentException("bench.settings: '" + pair[0] + "' must be key=value");
        }
    }
}
