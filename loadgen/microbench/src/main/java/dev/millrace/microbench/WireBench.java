package dev.millrace.microbench;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Microseconds to read a request and to write an answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireBench {
    private static final int REQUESTS = 64;

    @Param
    Workload workload = Workload.PROTOBUF_784;

    private byte[][] requests = {};
    private int next;
    private final InferResponse response = new InferResponse(
            new ModelRef("mlp", "v1", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            "inference.mlp/3/123456789",
            new SourceRef("inference.mlp", 3, 123456789),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "0badcafe",
            Map.of(),
            Timings.of(Map.of("queue", 1.0, "batch", .5, "run", .125, "publish", .025)),
            List.of(Tensor.floats(
                    Mlp.OUTPUT,
                    new float[] {.012345f, .9f, .0123f, 1.5e-7f, .001f, .02f, .03f, .0401f, .05f, .0612345f},
                    1,
                    10)));

    @Setup
    public void prepare() {
        requests = workload.requests(REQUESTS);
    }

    @Benchmark
    public InferRequest decode() throws InvalidRecordException {
        next = (next + 1) % REQUESTS;
        return InferRequest.decode(requests[next]);
    }

    @Benchmark
    public byte[] encode() {
        return response.encode(workload.form());
    }

    /** What the generated class alone takes, for comparison; on JSON it means nothing. */
    @Benchmark
    public @Nullable Object generatedDecode() throws Exception {
        next = (next + 1) % REQUESTS;
        return requests[next][0] == '{' ? null : ModelInferRequest.parseFrom(requests[next]);
    }
}
