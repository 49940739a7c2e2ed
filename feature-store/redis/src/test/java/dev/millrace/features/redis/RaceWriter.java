package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.WriteResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A writer of {@link RaceRows} as a process of its own: ready when it has a connection, off at a line on its standard input. */
final class RaceWriter implements AutoCloseable {
    private static final int MOST_ROWS_OF_A_WRITE = 300;

    /** On a machine that hardly runs: fewer rows would meet none at the same time. */
    private static final int LEAST_ROWS = 4_000;

    private final Process process;
    private final BufferedReader said;

    /** @param rows of the writer that are in the store: those with the indices before it */
    record Wrote(long rows, long written, long stale) {}

    private RaceWriter(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static RaceWriter start(String uri, int writer, Duration length) throws IOException {
        return new RaceWriter(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RaceWriter.class.getName(),
                        uri,
                        Integer.toString(writer),
                        Long.toString(length.toNanos()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void awaitReady() throws IOException {
        line("ready");
    }

    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    Wrote awaitEnd() throws IOException {
        String[] counts = line("wrote").split(" ", 4);
        return new Wrote(Long.parseLong(counts[1]), Long.parseLong(counts[2]), Long.parseLong(counts[3]));
    }

    /** Other lines are the log's. */
    private String line(String first) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(first)) {
                return line;
            }
        }
        throw new IOException("the writer ended without '" + first + "'; its standard error tells why");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    public static void main(String[] args) throws IOException {
        var rows = new RaceRows(Integer.parseInt(args[1]));
        var sizes = new SplittableRandom(rows.writer());
        try (var store = RedisFeatureStore.connect(args[0], "race")) {
            if (!store.reachable()) {
                throw new IOException("no Redis at " + args[0]);
            }
            System.out.println("ready");
            if (System.in.read() < 0) {
                return; // whoever started this is gone
            }
            long end = System.nanoTime() + Long.parseLong(args[2]);
            long next = 0;
            long written = 0;
            long stale = 0;
            while (next < LEAST_ROWS || System.nanoTime() - end < 0) {
                List<FeatureRow> batch = new ArrayList<>();
                for (int left = 1 + sizes.nextInt(MOST_ROWS_OF_A_WRITE); left > 0; left--) {
                    batch.add(rows.row(next++).message());
                }
                WriteResult result = store.write(batch);
                if (!result.rejected().isEmpty()) {
                    throw new IOException("rejected: " + result.rejected());
                }
                written += result.written();
                stale += result.stale();
            }
            System.out.println("wrote " + next + " " + written + " " + stale);
        }
    }
}
