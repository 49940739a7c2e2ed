package dev.millrace.microbench;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A session that measures the processor time of every sixteenth of its runs: the clock takes a microsecond. So the time that
 * the model takes within a worker is known, where other threads have the caches; it is more than what the model takes alone.
 */
final class MeteredSession implements InferenceSession {
    private static final int EVERY = 16;

    private final InferenceSession session;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong measuredNanos = new AtomicLong();
    private int runs;

    MeteredSession(InferenceSession session) {
        this.session = session;
    }

    /** Processor time of the runs so far, taking those that were not measured to be like those that were. */
    long nanos() {
        return measuredNanos.get() * EVERY;
    }

    @Override
    public List<TensorSpec> inputs() {
        return session.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return session.outputs();
    }

    @Override
    public int padded(int batch) {
        return session.padded(batch);
    }

    @Override
    public ExecutionProvider provider() {
        return session.provider();
    }

    @Override
    public Map<String, String> metadata() {
        return session.metadata();
    }

    @Override
    public BoundRun bind(List<Shape> inputs, List<Shape> outputs) throws InferenceException {
        return new MeteredRun(session.bind(inputs, outputs));
    }

    @Override
    public void close() {
        session.close();
    }

    private final class MeteredRun implements BoundRun {
        private final BoundRun run;

        MeteredRun(BoundRun run) {
            this.run = run;
        }

        @Override
        public FloatBuffer floats(String name) {
            return run.floats(name);
        }

        @Override
        public LongBuffer longs(String name) {
            return run.longs(name);
        }

        @Override
        public void run() throws InferenceException {
            if (++runs % EVERY != 0) {
                run.run();
                return;
            }
            long start = threads.getCurrentThreadCpuTime();
            run.run();
            measuredNanos.addAndGet(threads.getCurrentThreadCpuTime() - start);
        }
    }
}
