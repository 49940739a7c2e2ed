package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.contracts.tensor.WireForm;
import dev.millrace.inference.worker.tensor.UnaryModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorWorkerTest {
    private static final String MODEL = "negation";

    @Test
    void theWorkerOfAModelThatNobodyKnewCreatesItsTopicsAndAnswers(@TempDir Path folder) throws Exception {
        try (var platform = TestPlatform.start(folder)) {
            platform.publish(MODEL, UnaryModel.floats("Neg", "batch", 2));
            try (var unused = platform.worker(MODEL, Map.of()).awaitReady();
                    var results = platform.results(Topics.predictions(MODEL))) {
                var row = Tensor.floats("x", new float[] {1, -2}, 1, 2);
                var request = new InferRequest(WireForm.PROTOBUF, "first", List.of(row), List.of());
                platform.send(Topics.inference(MODEL), "key", request.encode(MODEL));

                InferResponse answer =
                        InferResponse.decode(results.await(1).records.get(0).value());
                assertThat(answer.id()).isEqualTo("first");
                assertThat(answer.outputs()).containsExactly(Tensor.floats("y", new float[] {-1, 2}, 1, 2));
            }
        }
    }
}
