package dev.millrace.local.cli;

import dev.millrace.servicekit.Clocks;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells every two seconds what a long command is at; one that is quick says nothing. */
final class Steps implements AutoCloseable {
    private static final int SECONDS = 2;

    private final PrintWriter err;
    private final long began = Clocks.nanos().getAsLong();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable String step;

    Steps(PrintWriter err) {
        this.err = err;
        var unused = ticks.scheduleAtFixedRate(this::tell, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void now(String next) {
        step = next;
    }

    private void tell() {
        String at = step;
        if (at != null) {
            err.printf(
                    "  %s, %d s%n",
                    at, TimeUnit.NANOSECONDS.toSeconds(Clocks.nanos().getAsLong() - began));
            err.flush();
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
