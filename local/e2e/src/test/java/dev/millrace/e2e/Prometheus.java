package dev.millrace.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.embedded.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Prometheus with the configuration that is recommended to people, but for its intervals: once a second. */
final class Prometheus implements AutoCloseable {
    private static final Path K8S = Checkout.HOME.resolve("k8s");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /** Ready when this returns; {@code run} is the folder with the list of targets. */
    static Prometheus start(Path folder, Path run) throws IOException {
        Files.createDirectories(folder);
        String config = Files.readString(K8S.resolve("dashboards/prometheus.yml"))
                .replace("../../.millrace/run", run.toString())
                .replace("../alerts", K8S.resolve("alerts").toString())
                .replaceAll("_interval: \\d+s", "_interval: 1s");
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        int port = FreePorts.next();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        try {
            Awaitility.await("Prometheus, see " + folder.resolve("log"))
                    .atMost(30, TimeUnit.SECONDS)
                    .ignoreExceptions()
                    .until(() -> prometheus.get("/-/ready").statusCode() == 200);
        } catch (RuntimeException e) {
            prometheus.close();
            throw e;
        }
        return prometheus;
    }

    /** The series that an expression has now. Throws {@link AssertionError} for one that Prometheus refuses. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return data("/api/v1/query?query=" + encoded(expression)).get("result");
    }

    /** The series over time, in epoch seconds. */
    JsonNode range(String expression, long from, long to, int step) throws IOException, InterruptedException {
        return data("/api/v1/query_range?query=" + encoded(expression) + "&start=" + from + "&end=" + to + "&step="
                        + step)
                .get("result");
    }

    /** Groups of rules with their health. */
    JsonNode rules() throws IOException, InterruptedException {
        return data("/api/v1/rules").get("groups");
    }

    private JsonNode data(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        JsonNode body = Json.mapper().readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + body.path("error").asText());
        }
        return body.get("data");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
