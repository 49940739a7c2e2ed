package dev.millrace.servicekit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A service as the supervisor starts it, for the tests of its module: a child JVM on the test's class path with a settings file. */
public final class ServiceProcess implements AutoCloseable {
    /** What a JVM ends with after SIGTERM. */
    public static final int TERMINATED = 143;

    private static final Duration START = Duration.ofMinutes(2);
    private static final int STOP_SECONDS = 20;

    private final String name;
    private final Path folder;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServiceProcess(String name, Path folder, Process process) {
        this.name = name;
        this.folder = folder;
        this.process = process;
    }

    /** Starts without waiting. {@code folder} holds settings, data and log; a second start there continues. */
    public static ServiceProcess start(
            Class<?> main, String name, Path folder, int heapMb, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.deleteIfExists(folder.resolve(name + ".port"));
        var properties = new Properties();
        properties.put("process.name", name);
        properties.put("run.dir", folder.toString());
        properties.put("data.dir", folder.resolve("data").toString());
        properties.putAll(settings);
        Path config = folder.resolve(name + ".properties");
        try (var out = Files.newBufferedWriter(config)) {
            properties.store(out, null);
        }
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMb + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // a test lives for seconds
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(log(folder, name).toFile()));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return new ServiceProcess(name, folder, builder.start());
    }

    private static Path log(Path folder, String name) {
        return folder.resolve(name + ".log");
    }

    public String log() throws IOException {
        return Files.readString(log(folder, name));
    }

    public ServiceProcess awaitReady() {
        await("ready: " + name)
                .atMost(START)
                .pollInterval(Duration.ofMillis(10))
                .until(this::ready);
        return this;
    }

    /** Throws, with the log, where the process has ended. */
    public boolean ready() throws IOException, InterruptedException {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The first sample of a series, tags given or not; 0 where there is none. */
    public double metric(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " ") || line.startsWith(series + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        if (!alive()) {
            throw new IllegalStateException(name + " ended with status " + process.exitValue() + ":\n" + log());
        }
        String port = Files.readString(folder.resolve(name + ".port"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Resident memory. */
    public long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for an end that comes by itself; returns the exit status. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** As by {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets it stand still, as a machine does that is moved or short of memory, until {@link #goOn}. */
    public void standStill() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    }

    /** As by SIGTERM; returns the exit status. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
