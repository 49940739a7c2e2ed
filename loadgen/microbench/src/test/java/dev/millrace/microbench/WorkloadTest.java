package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.tensor.TensorHead;
import dev.millrace.inference.worker.tensor.TensorRequest;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
    @ParameterizedTest
    @EnumSource
    void everyRequestIsAnsweredWithProbabilities(Workload workload) throws Exception {
        var head = new TensorHead("mlp", null);
        var session = OnnxSessionFactory.load(null, System.getenv()).open(workload.model(), SessionOptions.defaults());
        try (var scorer = head.bind(new ModelRef("mlp", "v1"), session)) {
            List<TensorRequest> batch =
                    List.of(head.decode(workload.requests(2)[0]), head.decode(workload.requests(2)[1]));
            scorer.prepare(batch);
            scorer.run();
            for (Answer answer : scorer.finish(batch)) {
                float[] values = ((Observation.Vector) ((Answer.Result) answer).observed()).values();
                double sum = 0;
                for (float value : values) {
                    sum += value;
                }
                assertThat(values).hasSize(workload.outputs());
                assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theModelsAreAsLargeAsTheyClaim(Workload workload) {
        assertThat(Mlp.parameters(Mlp.MNIST)).isEqualTo(27_562);
        assertThat(Mlp.parameters(Mlp.SMALL)).isEqualTo(1_386);
        assertThat(Mlp.parameters(Mlp.WIDE)).isEqualTo(1_001_738);
        assertThat(workload.model()).hasSizeGreaterThan(1_386 * Float.BYTES);
    }
}
