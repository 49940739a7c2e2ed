package dev.millrace.microbench;

import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Registries;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The worker's three threads without a broker, in turns with metrics and without: what else the machine does meets both. A turn is
 * a stream of its own; its processor time per row is that of its threads. The clients of Kafka, which a row costs besides, are not in
 * it, so the share that is told is more than that of a real worker.
 *
 * <p>Arguments: workload, batch size, seconds of each turn, rounds; all optional.
 */
public final class OverheadBench {
    private final Workload workload;
    private final int batch;
    private final long nanos;

    private OverheadBench(Workload workload, int batch, int seconds) {
        this.workload = workload;
        this.batch = batch;
        this.nanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    public static void main(String[] args) throws Exception {
        var workload = Workload.valueOf(args.length > 0 ? args[0] : "PROTOBUF_784");
        int batch = args.length > 1 ? Integer.parseInt(args[1]) : 128;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 8;
        new OverheadBench(workload, batch, seconds).report(rounds);
    }

    private void report(int rounds) throws Exception {
        turn(new NoMetrics());
        turn(real());
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        double[] shares = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            boolean first = i % 2 == 0;
            double one = turn(first ? new NoMetrics() : real());
            double other = turn(first ? real() : new NoMetrics());
            without[i] = first ? one : other;
            with[i] = first ? other : one;
            shares[i] = 100 * (with[i] - without[i]) / without[i];
        }
        Console.format(
                "%s, batch.max %d, %d rounds%n  CPU ns per row: without metrics %.0f, with %.0f%n"
                        + "  metrics take %.1f %% more (median of pairs; %.1f to %.1f)%n",
                workload,
                batch,
                rounds,
                median(without),
                median(with),
                median(shares),
                Arrays.stream(shares).min().orElse(0),
                Arrays.stream(shares).max().orElse(0));
    }

    private static WorkerMetrics real() {
        return LoopRig.micrometer(Registries.prometheus(Clocks.wall(), Clocks.nanos()));
    }

    /** Processor nanoseconds per row of the three threads. */
    private double turn(WorkerMetrics metrics) throws Exception {
        try (var rig = new LoopRig(workload, batch, metrics)) {
            LockSupport.parkNanos(nanos / 2);
            LoopSample start = rig.sample();
            LockSupport.parkNanos(nanos);
            LoopSample done = rig.sample().since(start);
            return done.each(done.poll() + done.run() + done.publish());
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
