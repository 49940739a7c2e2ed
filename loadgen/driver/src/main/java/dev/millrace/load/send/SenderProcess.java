package dev.millrace.load.send;

import dev.millrace.contracts.Json;
import dev.millrace.servicekit.Clocks;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A sending process: {@code SenderProcess JOB.json}. Says on standard output how far it is, a JSON line a second and a last one.
 * Ends with its job, and early when its standard input ends (whoever started it is gone) or on SIGTERM. Status 1 after a failure.
 *
 * <p>It is no service: nobody probes it, its life is the job's and its interface the pipe.
 */
public final class SenderProcess {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final CountDownLatch stop = new CountDownLatch(1);

    private SenderProcess(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: SenderProcess JOB.json");
        }
        SendJob job = Json.mapper().readValue(Path.of(args[0]).toFile(), SendJob.class);
        // The descriptor and not the console: these lines are what the parent reads, no messages to a person.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new SenderProcess(out).run(job);
    }

    private void run(SendJob job) throws Exception {
        // The hook must outlive the close, or the JVM would halt before the last line.
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            awaitQuietly(ended);
        }));
        var watch = new Thread(() -> awaitEnd(System.in), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            send(job);
        } finally {
            ended.countDown();
        }
    }

    private void send(SendJob job) throws Exception {
        SendTask task = SendTask.start(job, RunClock.of(Clocks.wall(), Clocks.nanos(), job.beginMillis()));
        try (task) {
            while (!stop.await(STEP.toMillis(), TimeUnit.MILLISECONDS) && !task.done()) {
                say(task.progress(false, cpuSeconds()));
            }
        }
        say(task.progress(true, cpuSeconds()));
        Throwable failure = task.failure();
        if (failure != null) {
            throw new IllegalStateException("stopped by a failure", failure);
        }
    }

    private void say(SendProgress progress) throws IOException {
        out.println(Json.mapper().writeValueAsString(progress));
    }

    private static @Nullable Double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(used -> used.toNanos() / NANOS)
                .orElse(null);
    }

    private void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // nothing is said this way, only its end counts
            }
        } catch (IOException e) {
            // as good as the end
        }
        stop.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
