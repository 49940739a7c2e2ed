package dev.millrace.k8s;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A process of ours in a JVM of its own, with the environment and the JVM options of its pod. */
final class RealProcess implements AutoCloseable {
    static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;
    private final Path port;

    private RealProcess(Process process, Path log, Path port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts the process of a pod; {@code here}: the settings that differ on this machine, empty ones left out. */
    static RealProcess start(Pod pod, String main, Path folder, Map<String, String> here) throws IOException {
        var environment = new HashMap<>(pod.environment());
        environment.put("MILLRACE_PROCESS_NAME", pod.name() + "-0");
        environment.put("MILLRACE_HTTP_HOST", "127.0.0.1");
        environment.put("MILLRACE_HTTP_PORT", "0");
        environment.put("MILLRACE_RUN_DIR", folder.toString());
        environment.putAll(here);
        environment.values().removeIf(String::isEmpty);
        Path log = folder.resolve(pod.name() + ".log");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new RealProcess(builder.start(), log, folder.resolve(pod.name() + "-0.port"));
    }

    /** Returns when the readiness probe of the pod would pass; fails with the log where the process ends instead. */
    void awaitReady() throws IOException {
        Awaitility.await().atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended with " + process.exitValue() + ": " + log());
            }
            return Files.exists(port) && isReady(Files.readString(port));
        });
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
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

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
