package dev.millrace.microbench;

import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.ProcessSpec;
import dev.millrace.local.platform.ReadinessProbe;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The Flink process on its own class path, and what its metrics and its folder tell. */
final class FlinkChild implements AutoCloseable {
    private static final String MODULE = "streams-app/flink";
    private static final String MAIN = "dev.millrace.streams.flink.FlinkMain";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Child child;

    private FlinkChild(Path folder, Child child) {
        this.folder = folder;
        this.child = child;
    }

    /** Starts it in {@code folder}, where an earlier one may have left its checkpoints; does not wait. */
    static FlinkChild start(Path folder, Map<String, String> settings, List<String> jvmOptions) throws IOException {
        Files.createDirectories(folder);
        var all = new Properties();
        all.putAll(Map.of("process.name", "flink", "run.dir", folder.toString(), "data.dir", folder.toString()));
        all.putAll(settings);
        Path config = folder.resolve("flink.properties");
        try (Writer out = Files.newBufferedWriter(config)) {
            all.store(out, null);
        }
        List<String> command = Installation.current().command(MODULE, MAIN, jvmOptions, config);
        var spec = new ProcessSpec(
                "flink", command, Map.of(), folder.resolve("log"), ReadinessProbe.http(folder.resolve("flink.port")));
        return new FlinkChild(folder, Child.start(spec));
    }

    Child child() {
        return child;
    }

    /** Readings that the job took in so far; throws where one was refused. */
    long readings() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + Files.readString(folder.resolve("flink.port")).trim() + "/metrics"))
                .build();
        String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        for (String trouble : List.of("flink_sensor_readings_invalid_total", "flink_sensor_readings_late_total")) {
            if (sum(text, trouble) > 0) {
                throw new IllegalStateException("readings were refused: " + trouble + " " + sum(text, trouble));
            }
        }
        return sum(text, "flink_sensor_readings_total");
    }

    private static long sum(String metrics, String name) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Of the sensors' checkpoints on disk, two of them where they are not incremental. */
    long checkpointBytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("checkpoints").resolve("sensor-windows"))) {
            return files.mapToLong(file -> {
                        try {
                            return Files.isRegularFile(file) ? Files.size(file) : 0;
                        } catch (IOException e) {
                            return 0; // deleted meanwhile
                        }
                    })
                    .sum();
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
