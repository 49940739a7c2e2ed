package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.TraceParent;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Registries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to be able to say where the time of one result went, in nanoseconds: hold it against what an event costs in all
 * processes ({@code COSTS.md}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TelemetryBench {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Clock clock = Clocks.wall();
    private final SourceRef source = new SourceRef("user-events", 3, 123_456_789);
    private final long origin = clock.millis();
    private final Headers event =
            new RecordHeaders().add(RequestContext.TRACEPARENT, TRACE.getBytes(StandardCharsets.UTF_8));
    private final Headers request = stream();
    private final Timings timings = stages();
    private final WorkerMetrics metrics = LoopRig.micrometer(Registries.prometheus(Clocks.wall(), Clocks.nanos()));

    /** Of the process before the worker: the event's trace, two stages, four headers of which two are telemetry. */
    @Benchmark
    public Headers stream() {
        var headers = new RecordHeaders();
        RequestContext.of(source, origin, event)
                .until(TimedStage.INGEST, Timings.micros(clock))
                .until(TimedStage.STATE, Timings.micros(clock))
                .write(headers);
        return headers;
    }

    /** Of the worker: reading them again. */
    @Benchmark
    public RequestContext read() throws Exception {
        return RequestContext.read(request).until(TimedStage.QUEUE, Timings.micros(clock));
    }

    /** Of the worker: the stages of a result. */
    @Benchmark
    public Timings stages() {
        return Timings.NONE
                .and()
                .add(TimedStage.INGEST, 700)
                .add(TimedStage.STATE, 300)
                .add(TimedStage.QUEUE, 1_900)
                .add(TimedStage.BATCH, 40)
                .add(TimedStage.RUN, 210)
                .add(TimedStage.PUBLISH, 30)
                .done();
    }

    /** Of the worker: seven histograms and a counter. */
    @Benchmark
    public void metrics() {
        metrics.result(timings);
    }

    @Benchmark
    public boolean checkOfTheTrace() {
        return TraceParent.isValid(TRACE);
    }
}
