package dev.millrace.inference.training.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class AnomalyOnnxTest {
    private final AnomalyModel model = model();
    private final byte[] onnx = AnomalyOnnx.export(model);

    private static AnomalyModel model() {
        var trainer = new AnomalyTrainer(AnomalyTrainerConfig.defaults());
        new Sensors(1, "flow", "pressure", "vibration").normal(400).forEach(trainer::add);
        new Sensors(2, "value").normal(300).forEach(trainer::add);
        new Sensors(3, "a", "b").normal(300).forEach(trainer::add);
        return trainer.train();
    }

    private static List<WindowRequest> mixedBatch() {
        List<WindowRequest> batch = new ArrayList<>();
        for (String[] channels : new String[][] {{"value"}, {"flow", "pressure", "vibration"}, {"a", "b"}}) {
            var sensors = new Sensors(7, channels);
            batch.addAll(sensors.normal(4));
            batch.add(sensors.spike(15));
            batch.add(sensors.broken());
        }
        return batch;
    }

    @Test
    void onnxRuntimeAgreesWithTheJavaArithmeticForAMixedBatch() throws Exception {
        List<WindowRequest> batch = mixedBatch();
        int b = batch.size();
        int c = model.channels();
        try (InferenceSession session =
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults())) {
            BoundRun run = session.bind(
                    List.of(Shape.floats("window", b, Sensors.WINDOW, c), Shape.longs("asset_type", b)),
                    List.of(Shape.floats("score", b), Shape.floats("channel_error", b, c)));
            for (int i = 0; i < b; i++) {
                WindowRequest request = batch.get(i);
                int n = request.channels().length;
                run.longs("asset_type").put(i, model.assetType(List.of(request.channels())));
                for (int j = 0; j < request.window().length; j++) {
                    run.floats("window").put((i * Sensors.WINDOW + j / n) * c + j % n, request.window()[j]);
                }
            }
            run.run();

            for (int i = 0; i < b; i++) {
                WindowScore expected = model.score(batch.get(i));
                assertThat((double) run.floats("score").get(i))
                        .isCloseTo(expected.score(), Percentage.withPercentage(.01));
                for (int j = 0; j < c; j++) {
                    double error = j < expected.channelError().length ? expected.channelError()[j] : 0;
                    assertThat((double) run.floats("channel_error").get(i * c + j))
                            .isCloseTo(error, within(1e-4 * Math.max(1, error)));
                }
            }
        }
    }

    @Test
    void metadataIsWhatTheWorkerReads() throws Exception {
        try (InferenceSession session =
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults())) {
            Map<String, String> metadata = session.metadata();
            assertThat(metadata)
                    .containsEntry("millrace.kind", "sensor-anomaly")
                    .containsEntry("millrace.window", "16")
                    .containsEntry("millrace.trained_on", "1000")
                    .containsEntry(
                            "millrace.asset_types",
                            "[[\"a\",\"b\"],[\"flow\",\"pressure\",\"vibration\"],[\"value\"]]");
            assertThat(metadata.get("millrace.thresholds")).startsWith("[").endsWith("]");
        }
    }

    @Test
    void theFileReadsBackAsTheSameModel() {
        AnomalyModel read = AnomalyOnnx.parse(onnx);

        assertThat(read.trainedOn()).isEqualTo(model.trainedOn());
        for (WindowRequest request : mixedBatch()) {
            assertThat(read.score(request).score())
                    .isCloseTo(model.score(request).score(), Percentage.withPercentage(.001));
        }
        assertThat(read.assets().get(1).basis())
                .hasDimensions(model.assets().get(1).basis().length, 3 * Sensors.WINDOW);
    }

    @Test
    void bytesOfAnotherKindAreRefused() {
        assertThatThrownBy(() -> AnomalyOnnx.parse(new byte[] {1, 2, 3})).hasMessageContaining("not an ONNX model");
        assertThatThrownBy(() -> AnomalyOnnx.parse(new byte[0])).hasMessageContaining("millrace.kind");
    }
}
