package dev.millrace.inference.worker;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The worker as the supervisor starts it: a child JVM with a settings file. */
final class WorkerProcess implements AutoCloseable {
    /** What a JVM ends with after SIGTERM. */
    static final int TERMINATED = 143;

    private final Process process;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    private WorkerProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Starts without waiting; its log is {@code worker.log} in {@code folder}. */
    static WorkerProcess start(Path folder, String bootstrap, String model, Map<String, String> more)
            throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.deleteIfExists(folder.resolve("worker.port"));
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.name",
                "worker",
                "kafka.bootstrap",
                bootstrap,
                "run.dir",
                folder.toString(),
                "data.dir",
                folder.resolve("data").toString(),
                "model.name",
                model));
        settings.putAll(more);
        Path config = folder.resolve("worker.properties");
        try (Writer out = Files.newBufferedWriter(config)) {
            settings.store(out, null);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // a test lives for seconds
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                "--config",
                config.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return new WorkerProcess(builder.start(), folder);
    }

    private static Path log(Path folder) {
        return folder.resolve("worker.log");
    }

    String log() throws IOException {
        return Files.readString(log(folder));
    }

    /**
     * Warnings and errors of the log. Left out: a producer's first send after a commit meets the markers of that commit being
     * written and is repeated by the client, which says so (KAFKA-20000).
     */
    List<String> complaints() throws IOException {
        return log().lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.endsWith("Error: CONCURRENT_TRANSACTIONS"))
                .toList();
    }

    WorkerProcess awaitReady() {
        Await.until("the worker is ready", () -> get("/health/ready").statusCode() == 200);
        return this;
    }

    boolean ready() {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            return false; // not listening yet
        }
    }

    /** Resident memory of the process. */
    long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** The value of the first sample that starts with {@code series}, 0 where there is none. */
    double metric(String series) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private HttpResponse<String> get(String path) throws Exception {
        if (!process.isAlive()) {
            throw new IllegalStateException("the worker ended with status " + process.exitValue() + ":\n" + log());
        }
        String port = Files.readString(folder.resolve("worker.port"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As by SIGTERM; returns the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
