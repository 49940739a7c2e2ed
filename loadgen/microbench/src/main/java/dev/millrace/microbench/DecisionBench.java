package dev.millrace.microbench;

import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.DelayPolicy;
import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision of the scaler under load, by the number of partitions; a tenth as many workers, one of them starting, looks of half a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBench {
    @Param({"10", "1000", "10000"})
    int partitions;

    private DelayPolicy policy = new DelayPolicy(new DelayTarget(2, 0, 1, Sharing.ONE_WORKER));
    private long[] arrived = {};
    private long[] backlog = {};
    private Fleet fleet = Fleet.NONE;
    private double seconds;

    @Setup
    public void begin() {
        policy = new DelayPolicy(new DelayTarget(2, 0, partitions, Sharing.ONE_WORKER));
        arrived = new long[partitions];
        backlog = new long[partitions];
        fleet = new Fleet(Math.max(1, partitions / 10), List.of(1.), 1);
    }

    @Benchmark
    public Decision decide() {
        seconds += .5;
        for (int partition = 0; partition < partitions; partition++) {
            arrived[partition] += 5 + partition % 7;
            backlog[partition] = partition % 13;
        }
        var loads = new Loads(Arrays.copyOf(arrived, partitions), Arrays.copyOf(backlog, partitions));
        return policy.decide(new Observation(seconds, loads, fleet, new Capacity(100, 3)));
    }
}
