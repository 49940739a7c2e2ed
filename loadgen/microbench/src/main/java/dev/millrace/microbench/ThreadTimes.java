package dev.millrace.microbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of a process's threads by name, as Linux tells it in {@code /proc}: names of at most 15 characters, times in
 * hundredths of a second. Threads that differ by a number only count as one.
 */
record ThreadTimes(Map<String, Duration> byName) {
    private static final int USER_TIME = 11;
    private static final int MILLIS_PER_TICK = 10;

    static ThreadTimes of(long pid) throws IOException {
        Map<String, Duration> times = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String text = Files.readString(thread.resolve("stat"));
                    int end = text.lastIndexOf(')');
                    String name = text.substring(text.indexOf('(') + 1, end).replaceAll("\\d+", "#");
                    String[] fields = text.substring(end + 2).split(" ", -1);
                    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
                    times.merge(name, Duration.ofMillis(ticks * MILLIS_PER_TICK), Duration::plus);
                } catch (NoSuchFileException e) {
                    // it has just ended
                }
            }
        }
        return new ThreadTimes(times);
    }

    /** Whether a thread of this name compiles: work that ends when the process has been up for a while. */
    private static boolean compiles(String name) {
        return name.matches("C# Compiler.*|Sweeper thread");
    }

    /** Microseconds per event since {@code before}, compilers left out, then the threads with a microsecond or more. */
    String perEvent(ThreadTimes before, int events) {
        List<Map.Entry<String, Double>> parts = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<String, Duration> thread : byName.entrySet()) {
            Duration was = before.byName.getOrDefault(thread.getKey(), Duration.ZERO);
            double micros = thread.getValue().minus(was).toNanos() / 1e3 / Math.max(1, events);
            sum += compiles(thread.getKey()) ? 0 : micros;
            if (micros >= 1) {
                parts.add(Map.entry(thread.getKey(), micros));
            }
        }
        String threads = parts.stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(part -> part.getKey() + " " + Math.round(part.getValue() * 10) / 10.0)
                .collect(Collectors.joining(", "));
        return Math.round(sum * 10) / 10.0 + " (" + threads + ")";
    }
}
