package dev.millrace.local.platform;

import dev.millrace.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps {@code run/prometheus-targets.json} true while workers come and go: every process that has told its port, in the form of
 * Prometheus's {@code file_sd_configs}. A process that was started again keeps its {@code instance}, whatever its port is now.
 *
 * <p>Threading: one thread at a time, the scheduler's.
 */
final class PrometheusTargets implements AutoCloseable {
    /** The platform's own endpoint. */
    static final String PLATFORM = "platform";

    private static final String PORT = ".port";
    private static final String PID = ".pid";
    private static final Pattern NUMBERED = Pattern.compile("(.+)-\\d+");

    private final DataDir data;
    private final int platformPort;
    private List<Target> written = List.of();

    /** One line of the file. */
    record Target(List<String> targets, Map<String, String> labels) {}

    PrometheusTargets(DataDir data, int platformPort) {
        this.data = data;
        this.platformPort = platformPort;
    }

    /** Looks once a second, until closed. */
    static AutoCloseable keep(DataDir data, int platformPort, ScheduledExecutorService scheduler) {
        var targets = new PrometheusTargets(data, platformPort);
        ScheduledFuture<?> looking = scheduler.scheduleWithFixedDelay(targets::look, 0, 1, TimeUnit.SECONDS);
        return () -> {
            looking.cancel(false);
            targets.close();
        };
    }

    private void look() {
        try {
            update();
        } catch (IOException e) {
            // A process that ends between listing and reading: the next look has it right.
            written = List.of();
        }
    }

    /** Writes the file anew if anything has changed. */
    void update() throws IOException {
        List<Target> now = targets();
        if (now.equals(written)) {
            return;
        }
        Path aside = data.run().resolve("prometheus-targets.json.tmp");
        Files.write(aside, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(now));
        Files.move(aside, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = now;
    }

    private Path file() {
        return data.run().resolve("prometheus-targets.json");
    }

    private List<Target> targets() throws IOException {
        var running = new TreeSet<String>();
        try (Stream<Path> files = Files.list(data.run())) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(PID))
                    .map(file -> file.substring(0, file.length() - PID.length()))
                    .forEach(running::add);
        }
        var targets = new ArrayList<Target>();
        targets.add(target(PLATFORM, PLATFORM, Integer.toString(platformPort)));
        for (String name : running) {
            Path port = data.run().resolve(name + PORT);
            if (Files.exists(port)) {
                targets.add(
                        target(role(name, running), name, Files.readString(port).trim()));
            }
        }
        return targets;
    }

    private static Target target(String process, String instance, String port) {
        return new Target(List.of("127.0.0.1:" + port), Map.of("process", process, "instance", instance));
    }

    /** The second worker of a model has the first one's role; a model may have a name that ends with a number. */
    private static String role(String name, Set<String> running) {
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches() && running.contains(numbered.group(1)) ? numbered.group(1) : name;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file());
    }
}
