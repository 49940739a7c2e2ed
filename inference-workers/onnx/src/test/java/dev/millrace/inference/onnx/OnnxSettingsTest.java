package dev.millrace.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtEnvironment;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.GraphOptimization;
import dev.millrace.inference.api.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the settings take effect, not only that they are set. */
class OnnxSettingsTest {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final SessionOptions DEFAULTS = SessionOptions.defaults();

    @Test
    void aSessionHasAsManyThreadsAsAskedForTheCallerIncluded() throws Exception {
        assumeTrue(Files.exists(THREADS), "no /proc/self/task on this platform");
        assertThat(threadsOf(1)).as("one: the caller's own").isLessThanOrEqualTo(3);
        // Far more than the JVM may start or end by itself meanwhile.
        assertThat(threadsOf(33)).as("thirty-two beside the caller").isBetween(29L, 36L);
    }

    private static long threadsOf(int intraOp) throws Exception {
        var factory = OnnxSessionFactory.load(null, System.getenv());
        long before = threads();
        try (var session = factory.open(ContractModels.single(), DEFAULTS.withIntraOpThreads(intraOp))) {
            assertThat(session.provider()).isEqualTo(ExecutionProvider.CPU);
            return threads() - before;
        }
    }

    private static long threads() throws Exception {
        try (var tasks = Files.list(THREADS)) {
            return tasks.count();
        }
    }

    @Test
    void theGraphIsRewrittenAsFarAsAskedFor(@TempDir Path folder) throws Exception {
        assertThat(operators(GraphOptimization.NONE, folder)).containsExactly("MatMul", "Add", "Relu");
        assertThat(operators(GraphOptimization.BASIC, folder)).containsExactly("Gemm", "Relu");
        assertThat(operators(GraphOptimization.EXTENDED, folder)).containsExactly("FusedGemm");
        assertThat(operators(GraphOptimization.ALL, folder)).containsExactly("FusedGemm");
    }

    /** The operators of a dense layer as ONNX Runtime writes it back after its own rewriting. */
    private static List<String> operators(GraphOptimization level, Path folder) throws Exception {
        byte[] layer = new Graph("layer")
                .floatInput("x", 4, 8)
                .floats("w", new float[64], 8, 8)
                .floats("b", new float[8], 8)
                .node("MatMul", List.of("x", "w"), List.of("product"))
                .node("Add", List.of("product", "b"), List.of("sum"))
                .node("Relu", List.of("sum"), List.of("y"))
                .floatOutput("y", 4, 8)
                .build(Map.of());
        Path rewritten = folder.resolve(level + ".onnx");
        var environment = OrtEnvironment.getEnvironment();
        try (var settings = OnnxSettings.of(DEFAULTS.withOptimization(level), ExecutionProvider.CPU)) {
            settings.setOptimizedModelFilePath(rewritten.toString());
            environment.createSession(layer, settings).close();
        }
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(rewritten)).getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType)
                .toList();
    }

    @Test
    void idleThreadsDoNotSpin() throws Exception {
        try (var settings = OnnxSettings.of(DEFAULTS, ExecutionProvider.CPU)) {
            assertThat(settings.getConfigEntries())
                    .containsEntry("session.intra_op.allow_spinning", "0")
                    .containsEntry("session.inter_op.allow_spinning", "0");
        }
    }
}
