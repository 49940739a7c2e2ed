package dev.millrace.local.demo;

import dev.millrace.load.witness.sample.ConsumerLag;
import dev.millrace.local.demo.measure.FlowMeter;
import dev.millrace.local.demo.report.Console;
import dev.millrace.local.demo.report.ProgressTable;
import dev.millrace.local.demo.send.Pacer;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Lets all flows send side by side, shows how it goes, and waits for what is owed. */
final class Phase {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Offsets are committed at intervals (Flink: with its checkpoints), so lag falls to 0 only after a while. */
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(12);

    private static final long LAG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Console out;
    private final Books books;
    private final List<FlowRun<?>> flows;
    private final Pacer pacer;
    private final Supplier<@Nullable Throwable> readerFailure;
    private final Duration patience;

    /** What each flow does on its own thread. */
    @FunctionalInterface
    interface Sending {
        void send(FlowRun<?> flow) throws InterruptedException;
    }

    /** Without any result for as long as {@code patience}, what is still owed is lost. */
    Phase(
            Console out,
            Books books,
            List<FlowRun<?>> flows,
            Pacer pacer,
            Supplier<@Nullable Throwable> readerFailure,
            Duration patience) {
        this.out = out;
        this.books = books;
        this.flows = flows;
        this.pacer = pacer;
        this.readerFailure = readerFailure;
        this.patience = patience;
    }

    void run(Sending sending) throws InterruptedException {
        ProgressTable table = table();
        ExecutorService threads = Executors.newFixedThreadPool(flows.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (FlowRun<?> flow : flows) {
                running.add(threads.submit(() -> {
                    sending.send(flow);
                    return null;
                }));
            }
            while (!running.stream().allMatch(Future::isDone)) {
                look(table);
                for (Future<?> done : running) {
                    if (done.isDone()) {
                        result(done); // a flow that fails ends the others
                    }
                }
            }
            for (Future<?> done : running) {
                result(done);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void result(Future<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(cause.getMessage(), cause);
        }
    }

    /** Waits until all that is owed has come, or nothing more comes. */
    void drain() throws InterruptedException {
        ProgressTable table = null;
        long least = Long.MAX_VALUE;
        long lastProgress = pacer.now();
        for (long open = books.outstanding(); open > 0; open = books.outstanding()) {
            if (open < least) {
                least = open;
                lastProgress = pacer.now();
            } else if (pacer.now() - lastProgress > patience.toNanos()) {
                out.line("  " + open + " results did not come within " + patience.toSeconds()
                        + " s of the last one: they count as lost");
                return;
            }
            if (table == null && pacer.now() - lastProgress > LAG_NANOS) {
                out.line("  waiting for the last results");
                table = table();
            }
            if (table == null) {
                check();
                pacer.awaitTime(pacer.now() + LOOK_NANOS);
            } else {
                look(table);
            }
        }
    }

    /** The consumer groups' lag, once it is 0 or offsets have had time to be committed. */
    Map<String, Long> settledLag(KafkaClients kafka) throws InterruptedException, ExecutionException {
        long deadline = pacer.now() + COMMIT_NANOS;
        try (Admin admin = kafka.admin()) {
            var lag = new ConsumerLag(admin);
            while (true) {
                Map<String, Long> byGroup = lag.byGroup();
                boolean caughtUp = byGroup.values().stream().allMatch(l -> l == 0);
                // once more than needed: alerts follow the scores, and have no entry in the books to wait for
                pacer.awaitTime(pacer.now() + LAG_NANOS);
                if (caughtUp || pacer.now() > deadline) {
                    return byGroup;
                }
            }
        }
    }

    private ProgressTable table() {
        Map<String, FlowMeter<?>> meters = new LinkedHashMap<>();
        flows.forEach(flow -> meters.put(flow.name(), flow.meter()));
        return new ProgressTable(out, meters, pacer.now());
    }

    private void look(ProgressTable table) throws InterruptedException {
        check();
        pacer.awaitTime(pacer.now() + LOOK_NANOS);
        table.tick(pacer.now());
    }

    private void check() {
        Throwable problem = readerFailure.get();
        if (problem != null) {
            throw new IllegalStateException("cannot read the results any more: " + problem.getMessage(), problem);
        }
    }
}
