package dev.millrace.microbench;

import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.tensor.TensorHead;
import dev.millrace.inference.worker.tensor.TensorRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.infra.Blackhole;

/** Parts of stage (b), on one thread: what a worker does with a batch between poll and send, and its scorer's part of that. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LoopBench {
    private static final RequestContext CONTEXT = new RequestContext(
            new SourceRef("inference.mlp", 3, 123456789),
            0,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Timings.of(Map.of("queue", 1.0, "batch", .5, "run", .125, "publish", .025)));

    @Param
    Workload workload = Workload.PROTOBUF_784;

    @Param({"1", "32", "128"})
    int batch;

    private final TensorHead head = new TensorHead("mlp", null);
    private byte[][] values = {};
    private List<TensorRequest> requests = List.of();
    private @Nullable Scorer<TensorRequest> scorer;

    @Setup(Level.Trial)
    public void open() throws Exception {
        var session = OnnxSessionFactory.load(null, System.getenv()).open(workload.model(), SessionOptions.defaults());
        scorer = head.bind(new ModelRef("mlp", "v1"), session);
        values = workload.requests(batch);
        requests = decode();
    }

    private List<TensorRequest> decode() throws Exception {
        var decoded = new ArrayList<TensorRequest>(batch);
        for (byte[] value : values) {
            decoded.add(head.decode(value));
        }
        return decoded;
    }

    @Benchmark
    public List<Answer> scorer(Rows rows) throws Exception {
        rows.add(batch);
        return score(requests);
    }

    @Benchmark
    public void decodeScoreEncode(Rows rows, Blackhole sink) throws Exception {
        for (Answer answer : score(decode())) {
            sink.consume(((Answer.Result) answer).encode().apply(CONTEXT));
        }
        rows.add(batch);
    }

    private List<Answer> score(List<TensorRequest> asked) throws Exception {
        Scorer<TensorRequest> current = Objects.requireNonNull(scorer);
        current.prepare(asked);
        current.run();
        return current.finish(asked);
    }

    @TearDown(Level.Trial)
    public void close() {
        Objects.requireNonNull(scorer).close();
    }
}
