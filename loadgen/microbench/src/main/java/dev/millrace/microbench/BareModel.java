package dev.millrace.microbench;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.servicekit.Clocks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** A model of a {@link HeadLoad} on bound tensors that are filled already: what a worker would cost that did nothing else. */
final class BareModel {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(3);

    private BareModel() {}

    /** Processor time of this thread in microseconds per row of a batch of {@code batch}. */
    static double rowMicros(HeadLoad load, int batch) throws Exception {
        try (InferenceSession session =
                OnnxSessionFactory.load(null, System.getenv()).open(load.onnx(), SessionOptions.defaults())) {
            BoundRun run = session.bind(load.bare().inputs(batch), load.bare().outputs(batch));
            load.bare().fill(run, batch);
            repeat(run, WARM_UP);
            return repeat(run, MEASURED) / batch;
        }
    }

    /** Microseconds of processor time per run. */
    private static double repeat(BoundRun run, Duration span) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = Clocks.nanos().getAsLong() + span.toNanos();
        long before = threads.getCurrentThreadCpuTime();
        int runs = 0;
        while (Clocks.nanos().getAsLong() - end < 0) {
            run.run();
            runs++;
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1e3 / runs;
    }
}
