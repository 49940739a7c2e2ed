package dev.millrace.load.send;

import dev.millrace.contracts.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link SenderProcess} seen from the process that started it. */
final class SenderChild implements SenderHandle {
    /**
     * The thorough compiler costs a short life more than it gives: a sender of 13 s used 3.3 instead of 7.6 CPU seconds at 1,000
     * readings/s and 6.1 instead of 10.1 at 10,000. Over minutes it gives more.
     */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final String WHOLE_COMPILER = "-XX:TieredStopAtLevel=4";
    private static final Duration SHORT_LIFE = Duration.ofMinutes(1);

    private static final int HEAP_MB = 128;
    private static final int GRACE_SECONDS = 15;
    private static final int COUNTER_BYTES = 8;
    private static final int MIB = 1 << 20;

    private final int number;
    private final Process process;
    private final Path log;
    private final Thread reader;
    private volatile @Nullable SendProgress progress;

    private SenderChild(int number, Process process, Path log) {
        this.number = number;
        this.process = process;
        this.log = log;
        this.reader = new Thread(this::read, "sender-" + number + "-reader");
    }

    /** Files of the child lie in {@code folder}: {@code sender-N.json}, its job, and {@code sender-N.log}. */
    static SenderChild start(SendJob job, Path folder) throws IOException {
        Path file = folder.resolve("sender-" + job.process() + ".json");
        Path log = folder.resolve("sender-" + job.process() + ".log");
        Json.mapper().writeValue(file.toFile(), job);
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMb(job) + "m",
                        "-XX:+UseSerialGC",
                        job.run().compareTo(SHORT_LIFE) < 0 ? QUICK_COMPILER : WHOLE_COMPILER,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SenderProcess.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var child = new SenderChild(job.process(), builder.start(), log);
        child.reader.start();
        return child;
    }

    /** The producer's buffer and signals, and a counter for each of its sensors. */
    private static int heapMb(SendJob job) {
        int sensors = job.sensors() == null ? 0 : job.sensors().sensors();
        return HEAP_MB + (int) ((long) sensors * COUNTER_BYTES / job.processes() / MIB);
    }

    /** Lines that are no report are the child's log. */
    private void read() {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter rest =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    progress = Json.mapper().readValue(line, SendProgress.class);
                } else {
                    rest.write(line);
                    rest.newLine();
                    rest.flush();
                }
            }
        } catch (IOException e) {
            // The pipe broke: the child is gone, and what it said last stands.
        }
    }

    @Override
    public @Nullable SendProgress progress() {
        return progress;
    }

    @Override
    public boolean ended() {
        return !process.isAlive() && !reader.isAlive();
    }

    @Override
    public @Nullable String failure() {
        if (!ended()) {
            return null;
        }
        SendProgress last = progress;
        if (last != null && last.error() != null) {
            return "sender " + number + ": " + last.error();
        }
        return last == null || !last.last() || process.exitValue() != 0
                ? "sender " + number + " ended with status " + process.exitValue()
                        + " before its work was done, its log: " + log
                : null;
    }

    @Override
    public long pid() {
        return process.isAlive() ? process.pid() : -1;
    }

    /** SIGTERM, a grace period for the last report, then SIGKILL. */
    @Override
    public void close() throws InterruptedException {
        // Not Process.destroy: it closes our end of the pipe before the last report has come.
        process.toHandle().destroy();
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        reader.join();
    }
}
