package dev.millrace.microbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of a process by thread, in nanoseconds. The system counts a process's time in hundredths of a second, which is a tenth of
 * a short pass; it counts that of its threads ({@code /proc/PID/task/TID/schedstat}) in nanoseconds. Sums leave the JVM's compilers
 * out: they tell what the code costs once it is compiled.
 *
 * @param byId by the thread's id
 */
record ThreadTimes(Map<String, Spent> byId) {
    private static final double MICRO = 1e3;

    /** A thread's name, at most 15 letters of it, and its time. */
    record Spent(String name, long nanos) {
        boolean compiles() {
            return name.contains("CompilerThre") || name.startsWith("Sweeper");
        }
    }

    /** Of this process. */
    static ThreadTimes own() throws IOException {
        return of(ProcessHandle.current().pid());
    }

    static ThreadTimes of(long pid) throws IOException {
        var spent = new HashMap<String, Spent>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                add(thread, spent);
            }
        }
        return new ThreadTimes(spent);
    }

    private static void add(Path thread, Map<String, Spent> spent) {
        try {
            String name = Files.readString(thread.resolve("comm")).trim();
            String nanos = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
            spent.put(String.valueOf(thread.getFileName()), new Spent(name, Long.parseLong(nanos)));
        } catch (IOException e) {
            // the thread has ended meanwhile
        }
    }

    /** What the threads that are alive now have used since then; what one used that has ended since is not in it. */
    long since(ThreadTimes then) {
        return byId.keySet().stream()
                .filter(id -> !spent(id).compiles())
                .mapToLong(id -> since(id, then))
                .sum();
    }

    private Spent spent(String id) {
        return byId.getOrDefault(id, new Spent("", 0));
    }

    private long since(String id, ThreadTimes then) {
        return spent(id).nanos() - then.spent(id).nanos();
    }

    /** Microseconds per event since {@code before}, then the threads with a microsecond or more; those that differ by a number are one. */
    String perEvent(ThreadTimes before, int events) {
        Map<String, Double> byName = new TreeMap<>();
        byId.forEach((id, spent) -> byName.merge(
                spent.name().replaceAll("\\d+", "#"), since(id, before) / MICRO / Math.max(1, events), Double::sum));
        String threads = byName.entrySet().stream()
                .filter(thread -> thread.getValue() >= 1)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(thread -> String.format("%s %.1f", thread.getKey(), thread.getValue()))
                .collect(Collectors.joining(", "));
        return String.format("%.1f (%s)", since(before) / MICRO / Math.max(1, events), threads);
    }
}
