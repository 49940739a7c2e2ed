package dev.millrace.microbench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of this thread by stage. A stage is timed over a batch of records, so that reading the thread's clock (a third of a
 * microsecond) costs nothing that counts.
 *
 * <p>To see whether a regression is found, one stage can be made slower on purpose: it then spins for a share of what it has used.
 */
final class StageClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final @Nullable String slowed;
    private final double by;

    /** {@code slowed} takes {@code by} more (.2 = a fifth) than it needs; null: none. */
    StageClock(@Nullable String slowed, double by) {
        this.slowed = slowed;
        this.by = by;
    }

    <T> T time(String stage, Callable<T> work) throws Exception {
        long began = THREADS.getCurrentThreadCpuTime();
        T result = work.call();
        if (stage.equals(slowed)) {
            long until = began + (long) ((1 + by) * (THREADS.getCurrentThreadCpuTime() - began));
            while (THREADS.getCurrentThreadCpuTime() < until) {
                Thread.onSpinWait();
            }
        }
        nanos.merge(stage, THREADS.getCurrentThreadCpuTime() - began, Long::sum);
        return result;
    }

    /** Sums by stage, in the order in which stages came first. */
    Map<String, Long> nanos() {
        return nanos;
    }

    long total() {
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }
}
