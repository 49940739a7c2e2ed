package dev.millrace.microbench;

import dev.millrace.local.platform.ProcessSpec;
import dev.millrace.local.platform.ReadinessProbe;
import java.io.IOException;
import java.io.Writer;
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

    private final ProcessSpec spec;
    private final Process process;

    private Child(ProcessSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    static Child start(ProcessSpec spec) throws IOException {
        spec.probe().reset();
        var builder = new ProcessBuilder(spec.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        return new Child(spec, builder.start());
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
        return start(new ProcessSpec(
                name,
                command,
                Map.of("ORT_DISABLE_TELEMETRY", "1"),
                folder.resolve("log"),
                ReadinessProbe.http(folder.resolve(name + ".port"))));
    }

    /** Waits until it says that it is ready; throws with its log where it ends before. */
    Child awaitReady() throws IOException {
        return awaitReady(POLL);
    }

    /** As above, asking every {@code poll}. */
    Child awaitReady(Duration poll) throws IOException {
        var waiting = new Waiting(Duration.ofSeconds(60), poll, spec.name() + " is not ready");
        while (!spec.probe().ready()) {
            requireAlive();
            waiting.once();
        }
        return this;
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    spec.name() + " ended with status " + process.exitValue() + ":\n" + Files.readString(spec.log()));
        }
    }

    long pid() {
        return process.pid();
    }

    /** Processor time that it used so far; the system counts in hundredths of a second. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGKILL: nothing of it runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
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
