package dev.millrace.microbench;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A process of the platform as a child JVM, started as the supervisor does: by a settings file. */
final class Child implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Process process;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    private Child(String name, Process process, Path folder) {
        this.name = name;
        this.process = process;
        this.folder = folder;
    }

    /** Starts {@code main} on this JVM's class path; settings, data and log lie in {@code folder/name}. */
    static Child start(String name, Class<?> main, Path parent, Map<String, String> settings, List<String> jvmOptions)
            throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        var all = new Properties();
        all.putAll(Map.of(
                "process.name", name,
                "run.dir", folder.toString(),
                "data.dir", Files.createDirectories(folder.resolve("data")).toString()));
        all.putAll(settings);
        Path config = folder.resolve(name + ".properties");
        try (Writer out = Files.newBufferedWriter(config)) {
            all.store(out, null);
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of("--config", config.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return new Child(name, builder.start(), folder);
    }

    /** Waits until it says that it is ready; throws with its log where it ends before. */
    Child awaitReady() throws IOException, InterruptedException {
        var waiting = new Waiting(Duration.ofSeconds(60), POLL, name + " is not ready");
        while (!ready()) {
            waiting.once();
        }
        return this;
    }

    private boolean ready() throws IOException, InterruptedException {
        requireAlive();
        Path port = folder.resolve(name + ".port");
        if (!Files.exists(port)) {
            return false;
        }
        URI health = URI.create("http://127.0.0.1:" + Files.readString(port).trim() + "/health/ready");
        try {
            return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with status " + process.exitValue() + ":\n"
                    + Files.readString(folder.resolve("log")));
        }
    }

    /** Processor time that it used so far; the system counts in hundredths of a second. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
