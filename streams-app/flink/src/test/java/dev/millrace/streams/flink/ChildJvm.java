package dev.millrace.streams.flink;

import static org.awaitility.Awaitility.await;

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

/** A process of the platform as the local runner starts it: settings in a file, its port in a file, ready over HTTP. */
final class ChildJvm implements AutoCloseable {
    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /** Starts {@code main} and returns when it is ready; its output goes to {@code <name>.log} in {@code folder}. */
    static ChildJvm start(
            String name,
            Path folder,
            List<String> jvmArguments,
            String classPath,
            String main,
            Map<String, String> settings)
            throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        properties.setProperty("process.name", name);
        properties.setProperty("run.dir", folder.toString());
        properties.setProperty("data.dir", folder.resolve(name).toString());
        Path config = folder.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(config)) {
            properties.store(writer, null);
        }
        Path port = folder.resolve(name + ".port");
        Files.deleteIfExists(port);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath, main, "--config", config.toString()));
        Path log = folder.resolve(name + ".log");
        var child = new ChildJvm(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        try {
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                if (!child.process.isAlive()) {
                    throw new IllegalStateException(name + " ended: " + Files.readString(log));
                }
                return Files.exists(port) && isReady(Files.readString(port));
            });
        } catch (RuntimeException e) {
            child.process.destroyForcibly();
            throw e;
        }
        return child;
    }

    private static boolean isReady(String port) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }

    /** SIGKILL: no hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; fails where the process does not stop in time. */
    void stop(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not stop within " + limit);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
