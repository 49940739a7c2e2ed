package dev.millrace.features.materializer;

import java.io.IOException;
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

/** The materializer as a JVM of its own with a heap of 128 MiB, as the platform runs it. */
final class MaterializerProcess implements AutoCloseable {
    private final Path folder;
    private final Process process;

    private MaterializerProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static MaterializerProcess start(Path folder, String bootstrap, String redisUri) throws IOException {
        Files.createDirectories(folder);
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.name",
                "materializer",
                "kafka.bootstrap",
                bootstrap,
                "redis.uri",
                redisUri,
                "run.dir",
                folder.toString(),
                "materializer.retry-max",
                "500ms"));
        Path config = folder.resolve("materializer.properties");
        try (var out = Files.newBufferedWriter(config)) {
            settings.store(out, null);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                MaterializerMain.class.getName(),
                "--config",
                config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("materializer.log").toFile())
                .start();
        return new MaterializerProcess(folder, process);
    }

    boolean alive() {
        return process.isAlive();
    }

    boolean ready() throws Exception {
        return Files.exists(folder.resolve("materializer.port"))
                && get("/health/ready").statusCode() == 200;
    }

    /** The value of a metric in Prometheus text. */
    double metric(String nameAndTags) throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(nameAndTags + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + nameAndTags));
    }

    private HttpResponse<String> get(String path) throws Exception {
        String port = Files.readString(folder.resolve("materializer.port"));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; returns the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
