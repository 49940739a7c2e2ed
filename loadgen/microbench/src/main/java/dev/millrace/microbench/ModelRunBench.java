package dev.millrace.microbench;

import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Stage (a): ONNX Runtime alone, on tensors that are filled and bound already; {@code fillAndRun} fills them with one bulk copy
 * first, which no use of a model gets around.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ModelRunBench {
    @Param({"PROTOBUF_784", "PROTOBUF_32"})
    Workload workload = Workload.PROTOBUF_784;

    @Param({"1", "8", "32", "64", "128"})
    int batch;

    private @Nullable InferenceSession session;
    private @Nullable BoundRun bound;
    private float[] input = new float[0];

    @Setup(Level.Trial)
    public void open() throws Exception {
        var opened = OnnxSessionFactory.load(null, System.getenv()).open(workload.model(), SessionOptions.defaults());
        session = opened;
        BoundRun run = opened.bind(
                List.of(Shape.floats(Mlp.INPUT, batch, workload.inputs())),
                List.of(Shape.floats(Mlp.OUTPUT, batch, workload.outputs())));
        input = new float[batch * workload.inputs()];
        Arrays.fill(input, .5f);
        run.floats(Mlp.INPUT).put(0, input);
        bound = run;
    }

    @Benchmark
    public BoundRun bare(Rows rows) throws InferenceException {
        BoundRun run = Objects.requireNonNull(bound);
        run.run();
        rows.add(batch);
        return run;
    }

    @Benchmark
    public BoundRun fillAndRun(Rows rows) throws InferenceException {
        BoundRun run = Objects.requireNonNull(bound);
        run.floats(Mlp.INPUT).put(0, input);
        run.run();
        rows.add(batch);
        return run;
    }

    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(session).close();
    }
}
