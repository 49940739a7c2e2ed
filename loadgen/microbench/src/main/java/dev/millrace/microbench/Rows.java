package dev.millrace.microbench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Rows, and the processor time that the benchmark's own thread spent on them; JMH reports both as sums over all iterations. A
 * machine that is busy with other things disturbs their quotient far less than it disturbs operations per second.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Rows {
    public long rows;
    public long cpuNanos;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long cpuAtStart;

    @Setup(Level.Iteration)
    public void start() {
        rows = 0;
        cpuAtStart = threads.getCurrentThreadCpuTime();
    }

    void add(int more) {
        rows += more;
    }

    @TearDown(Level.Iteration)
    public void stop() {
        cpuNanos = threads.getCurrentThreadCpuTime() - cpuAtStart;
    }
}
