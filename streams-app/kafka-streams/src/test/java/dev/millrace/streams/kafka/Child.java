package dev.millrace.streams.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The streams process as its own JVM, with the heap that the platform gives it. */
final class Child implements AutoCloseable {
    private static final String NAME = "streams";

    private final Path folder;
    private final Process process;

    private Child(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts on {@code folder}, which holds settings, state and log; a second start there continues. */
    static Child start(Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(NAME + ".port"));
        var properties = new Properties();
        properties.putAll(settings);
        properties.put("process.name", NAME);
        properties.put("run.dir", folder.toString());
        properties.put("data.dir", folder.resolve("data").toString());
        Path config = folder.resolve("streams.properties");
        try (var out = Files.newOutputStream(config)) {
            properties.store(out, null);
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamsMain.class.getName(),
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("streams.log").toFile()))
                .start();
        return new Child(folder, process);
    }

    Child awaitReady() {
        await("streams process ready, log in " + folder)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(this::ready);
        return this;
    }

    private boolean ready() throws InterruptedException, IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "exit " + process.exitValue() + ": " + Files.readString(folder.resolve("streams.log")));
        }
        Path port = folder.resolve(NAME + ".port");
        if (!Files.exists(port)) {
            return false;
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Files.readString(port) + "/health/ready"))
                .build();
        return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("streams.log"));
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, java.util.concurrent.TimeUnit.SECONDS)) {
            kill();
        }
    }
}
