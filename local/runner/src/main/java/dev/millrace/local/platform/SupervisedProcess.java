package dev.millrace.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is started again when it dies, until it is stopped.
 *
 * <p>Threading: every state change happens under this object's lock; exits are reported by the JVM's reaper thread.
 */
final class SupervisedProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ProcessSpec spec;
    private final Path pidFile;
    private final RestartPolicy policy;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanos;
    private final Consumer<String> events;

    private @Nullable Process process;
    private long startedAt;
    private int earlyDeaths;
    private int restarts;
    private boolean stopping;

    SupervisedProcess(
            ProcessSpec spec,
            Path pidFile,
            RestartPolicy policy,
            ScheduledExecutorService scheduler,
            LongSupplier nanos,
            Consumer<String> events) {
        this.spec = spec;
        this.pidFile = pidFile;
        this.policy = policy;
        this.scheduler = scheduler;
        this.nanos = nanos;
        this.events = events;
    }

    ProcessSpec spec() {
        return spec;
    }

    synchronized void start() throws IOException {
        if (stopping) {
            return;
        }
        spec.probe().reset();
        var builder = new ProcessBuilder(spec.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        Process started = builder.start();
        process = started;
        startedAt = nanos.getAsLong();
        Files.writeString(pidFile, Long.toString(started.pid()));
        // exited() throws nothing, so nobody has to look at the future.
        var unused = started.onExit().thenAccept(this::exited);
    }

    private synchronized void exited(Process dead) {
        if (stopping || dead != process) {
            return;
        }
        earlyDeaths = policy.earlyDeaths(earlyDeaths, Duration.ofNanos(nanos.getAsLong() - startedAt));
        restarts++;
        Duration delay = policy.delay(earlyDeaths);
        events.accept(spec.name() + " ended (status " + dead.exitValue() + "), starting it again in " + delay.toMillis()
                + " ms; its log: " + spec.log());
        var unused = scheduler.schedule(this::restart, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart() {
        try {
            start();
        } catch (IOException e) {
            events.accept(spec.name() + " cannot be started: " + e.getMessage());
        }
    }

    synchronized int restarts() {
        return restarts;
    }

    /** Process id, or -1 while it is not running. */
    synchronized long pid() {
        Process current = process;
        return current != null && current.isAlive() ? current.pid() : -1;
    }

    boolean ready() {
        return pid() >= 0 && spec.probe().ready();
    }

    /** SIGTERM; {@link #stop} waits for the end. */
    synchronized void terminate() {
        stopping = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** SIGTERM, a grace period, then SIGKILL. */
    void stop() throws InterruptedException, IOException {
        terminate();
        Process current;
        synchronized (this) {
            current = process;
        }
        if (current != null && !current.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            current.destroyForcibly().waitFor();
        }
        Files.deleteIfExists(pidFile);
    }
}
