package dev.millrace.microbench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Redis's own load generator, where it is installed: what the server can do for a client that costs nothing. */
final class RedisBenchmark {
    private static final String KEY = "row-of-50";

    private RedisBenchmark() {}

    /**
     * HMGET of 51 fields of one row of Feast's lengths, by one connection.
     *
     * @param pipeline commands in flight
     * @return its line of results, empty where the tool is not installed
     */
    static Optional<String> hmget(String uri, int requests, int pipeline) throws IOException, InterruptedException {
        List<String> fields = new ArrayList<>(List.of("_ts:WIDE"));
        for (int i = 0; i < 50; i++) {
            fields.add("f%03d".formatted(i));
        }
        List<String> row = new ArrayList<>(List.of("HSET", KEY));
        fields.forEach(field -> row.addAll(List.of(field, "123456789")));
        List<String> read = new ArrayList<>(List.of("HMGET", KEY));
        read.addAll(fields);
        try {
            run(uri, 1, 1, row);
            String[] lines = run(uri, requests, pipeline, read).split("\n", -1);
            String[] names = lines[0].replace("\"", "").split(",", -1);
            String[] values = lines[1].replace("\"", "").split(",", -1);
            int shift = values.length - names.length; // the first value is the command, which may hold commas
            StringBuilder text = new StringBuilder();
            for (String name : List.of("rps", "p50_latency_ms", "p99_latency_ms")) {
                text.append(name)
                        .append(' ')
                        .append(values[List.of(names).indexOf(name) + shift])
                        .append("  ");
            }
            return Optional.of(text.toString().strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String run(String uri, int requests, int pipeline, List<String> command)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "redis-benchmark",
                "-p",
                Integer.toString(URI.create(uri).getPort()),
                "-n",
                Integer.toString(requests),
                "-c",
                "1",
                "-P",
                Integer.toString(pipeline),
                "--csv"));
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
