package dev.millrace.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.millrace.inference.api.AnomalyRuns;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.HalfFloat;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.api.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {
    private static final List<List<String>> TYPES = List.of(List.of("a", "b"));
    private static OnnxSessionFactory factory;

    @BeforeAll
    static void load(@TempDir Path folder) throws Exception {
        factory = OnnxSessionFactory.load(folder, System.getenv());
        try (var unpacked = Files.walk(folder)) {
            assertThat(unpacked.map(file -> file.getFileName().toString()))
                    .contains(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
        }
    }

    @Test
    void theNumberOfItemsIsAnInput() throws Exception {
        try (var session = open(TinyModels.recommender(20, 5))) {
            for (int k : new int[] {1, 7, 20}) {
                BoundRun run = session.bind(
                        List.of(Shape.longs("history", 2, 5), Shape.longs("k", 1)),
                        List.of(Shape.longs("items", 2, k), Shape.floats("scores", 2, k)));
                run.longs("history").put(0, new long[] {7, 0, 0, 0, 0, 20, 20, 3, 0, 0});
                run.longs("k").put(0, k);
                run.run();
                assertThat(run.longs("items").get(0)).isEqualTo(8);
                assertThat(run.longs("items").get(k)).isEqualTo(1);
                assertThat(run.floats("scores").get(k)).isEqualTo(1.9999f);
            }
        }
    }

    @Test
    void anInputThatTheModelCannotTakeFailsThatRunOnly() throws Exception {
        try (var session = open(TinyModels.anomaly(4, TYPES, 1))) {
            BoundRun run = AnomalyRuns.bind(session, 1);
            AnomalyRuns.fill(run, 1, 2);
            run.longs("asset_type").put(0, 99);
            assertThatThrownBy(run::run)
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("the model failed");
            run.longs("asset_type").put(0, 0);
            run.run();
            assertThat(run.floats("score").get(0)).isEqualTo(4f);
        }
    }

    /** Half the bytes of the weights, the same inputs and outputs. */
    @Test
    void weightsInHalfPrecisionNeedNothing() throws Exception {
        byte[] model = new Graph("half weights")
                .floatInput("x", "batch", 2)
                .halves("w", new float[] {1, 2, 3, 4.5f}, 2, 2)
                .cast("x", "half", true)
                .node("MatMul", List.of("half", "w"), List.of("product"))
                .cast("product", "y", false)
                .floatOutput("y", "batch", 2)
                .build(Map.of());
        try (var session = open(model)) {
            assertThat(session.inputs()).extracting(TensorSpec::type).containsExactly(ElementType.FLOAT32);
            BoundRun run = session.bind(List.of(Shape.floats("x", 1, 2)), List.of(Shape.floats("y", 1, 2)));
            run.floats("x").put(0, new float[] {2, 10});
            run.run();
            assertThat(run.floats("y").get(0)).isEqualTo(32f);
            assertThat(run.floats("y").get(1)).isEqualTo(49f);
        }
    }

    @Test
    void ourHalfFloatsAreOnnxRuntimes() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float ours = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(ours)) {
                assertThat(ours).isEqualTo(Fp16Conversions.fp16ToFloat((short) bits));
                float between = Math.nextUp(ours);
                assertThat(HalfFloat.fromFloat(between)).isEqualTo(Fp16Conversions.floatToFp16(between));
            }
        }
    }

    @Test
    void whatIsNoModelIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> open(new byte[] {1, 2, 3})).isInstanceOf(ModelLoadException.class);
        assertThatThrownBy(() -> factory.open(folder.resolve("none.onnx"), SessionOptions.defaults()))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("none.onnx");
    }

    @Test
    void reloadsFreeTheirMemory(@TempDir Path folder) throws Exception {
        Path model = folder.resolve("model.onnx");
        Files.write(
                model,
                TinyModels.randomRecommender(2_000, 50, 64, 1)); // about 1 MB of weights, as often as it is loaded
        for (int i = 0; i < 20; i++) {
            reload(model);
        }
        long before = residentKb();
        for (int i = 0; i < 100; i++) {
            reload(model);
        }
        assertThat(residentKb() - before).as("kB that 100 reloads left behind").isLessThan(20_000);
    }

    private static void reload(Path model) throws Exception {
        try (var session = factory.open(model, SessionOptions.defaults())) {
            BoundRun run = session.bind(
                    List.of(Shape.longs("history", 4, 50), Shape.longs("k", 1)),
                    List.of(Shape.longs("items", 4, 32), Shape.floats("scores", 4, 32)));
            run.longs("k").put(0, 32);
            run.run();
        }
    }

    private static long residentKb() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static InferenceSession open(byte[] model) throws ModelLoadException {
        return factory.open(model, SessionOptions.defaults());
    }
}
