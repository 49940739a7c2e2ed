package dev.millrace.microbench;

import dev.millrace.inference.api.InferenceException;
import dev.millrace.servicekit.Clocks;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stage (b): the worker's three threads without a broker, and in the same run stage (a), so that both have met the same machine.
 * The thread that runs the model is the one that bounds a worker where each thread has a processor of its own; how much of its
 * time is the model's is therefore told by itself.
 *
 * <p>Arguments: workloads, batch sizes (both separated by commas), seconds of each measurement; all optional.
 */
public final class StreamBench {
    /** What the JVM's compiler needs before its work no longer shows. */
    private static final int WARM_UP_FACTOR = 2;

    private final Workload workload;
    private final int batch;
    private final long nanos;

    private StreamBench(Workload workload, int batch, int seconds) {
        this.workload = workload;
        this.batch = batch;
        this.nanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    public static void main(String[] args) throws Exception {
        String workloads = args.length > 0 ? args[0] : "PROTOBUF_784,PROTOBUF_784_WIDE";
        String batches = args.length > 1 ? args[1] : "32,128";
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        for (String name : List.of(workloads.split(","))) {
            for (int batch : Arrays.stream(batches.split(","))
                    .mapToInt(Integer::parseInt)
                    .toArray()) {
                new StreamBench(Workload.valueOf(name), batch, seconds).report();
            }
        }
    }

    private void report() throws Exception {
        LoopSample loop = loop();
        var alone = new ModelRunBench();
        alone.workload = workload;
        alone.batch = batch;
        alone.open();
        double bare = alone(alone::bare);
        double filled = alone(alone::fillAndRun);
        alone.close();
        double run = loop.each(loop.run());
        Console.format(
                "%s, batch.max %d%n"
                        + "  (a) CPU ns per row: bare %.0f, with fill %.0f%n"
                        + "  (b) CPU ns per row: poll %.0f, run %.0f (model %.0f), publish %.0f; %,.0f rows/s; %.1f rows per batch%n"
                        + "  of the run thread's time the model has %.0f %%; the run thread keeps %.0f %% of bare, %.0f %% of bare"
                        + " with fill; the whole loop %.0f %% of what one processor does bare%n",
                workload,
                batch,
                bare,
                filled,
                loop.each(loop.poll()),
                run,
                loop.each(loop.model()),
                loop.each(loop.publish()),
                loop.perSecond(),
                (double) loop.rows() / loop.batches(),
                100.0 * loop.model() / loop.run(),
                100 * bare / run,
                100 * filled / run,
                loop.perSecond() * bare / 1e7);
    }

    private LoopSample loop() throws Exception {
        try (var rig = new LoopRig(workload, batch)) {
            LockSupport.parkNanos(WARM_UP_FACTOR * nanos);
            LoopSample start = rig.sample();
            LockSupport.parkNanos(nanos);
            return rig.sample().since(start);
        }
    }

    private interface Step {
        Object run(Rows rows) throws InferenceException;
    }

    /** Processor nanoseconds per row. */
    private double alone(Step step) throws InferenceException {
        var rows = new Rows();
        for (long length : new long[] {nanos / 2, nanos}) {
            rows.start();
            long until = Clocks.nanos().getAsLong() + length;
            while (Clocks.nanos().getAsLong() - until < 0) {
                step.run(rows);
            }
            rows.stop();
        }
        return (double) rows.cpuNanos / rows.rows;
    }
}
