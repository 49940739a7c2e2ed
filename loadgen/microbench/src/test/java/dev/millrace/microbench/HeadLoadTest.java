package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.anomaly.AnomalyHead;
import dev.millrace.inference.worker.head.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadLoadTest {
    /** Not by the rule that stands in where the model does not know a sensor's channels. */
    @Test
    void everyWindowIsScoredByTheModel() throws Exception {
        HeadLoad load = AnomalyLoad.make();
        var head = new AnomalyHead(load.model());
        var session = OnnxSessionFactory.load(null, System.getenv()).open(load.onnx(), SessionOptions.defaults());
        try (var scorer = head.bind(new ModelRef(load.model(), "v1"), session)) {
            var batch = new ArrayList<WindowRequest>();
            for (byte[] value : load.values()) {
                batch.add(head.decode(value));
            }
            scorer.prepare(batch);
            scorer.run();
            List<Answer> answers = scorer.finish(batch);
            assertThat(answers).hasSameSizeAs(load.keys());
            for (int i = 0; i < answers.size(); i++) {
                var context = new RequestContext(AnswerCheck.source(i), 0, "00", Timings.NONE);
                byte[] value = ((Answer.Result) answers.get(i)).encode().apply(context);
                assertThat(AnomalyScore.CODEC.decode(value).model().version()).isEqualTo("v1");
                assertThat(load.sources().of(value).offset()).isEqualTo(i);
            }
        }
    }
}
