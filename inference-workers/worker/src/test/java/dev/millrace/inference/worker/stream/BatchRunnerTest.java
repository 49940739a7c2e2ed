package dev.millrace.inference.worker.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.inference.worker.stream.Incoming.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchRunnerTest {
    private final FakeHead head = new FakeHead();
    private final FakeMetrics metrics = new FakeMetrics();
    private final BatchRunner<String> runner = new BatchRunner<>(metrics, () -> 0, 3);

    @Test
    void aGoodBatchIsOneRun() throws Exception {
        assertThat(texts(runner.run(requests("a", "b", "c"), head.scorer("v1"))))
                .containsExactly("v1 1 a", "v1 1 b", "v1 1 c");
        assertThat(metrics.batches).containsExactly(3);
    }

    @Test
    void onePoisonAmongManyIsFoundByHalvesAndTheOthersAreAnsweredFromBatches() throws Exception {
        List<String> batch =
                new ArrayList<>(IntStream.range(0, 64).mapToObj(i -> "a" + i).toList());
        batch.set(37, "poison");
        List<Answered<String>> answers = runner.run(requests(batch.toArray(String[]::new)), head.scorer("v1"));

        assertThat(answers).hasSize(64);
        for (int i = 0; i < 64; i++) {
            Answered<String> one = answers.get(i);
            assertThat(one.incoming().record().offset()).isEqualTo(i);
            assertThat(one.answer() instanceof Answer.Refusal).isEqualTo(i == 37);
        }
        assertThat(answers.get(37).answer()).isEqualTo(new Answer.Refusal(ErrorKind.INFERENCE, "poisoned"));
        assertThat(answers.get(37).attempts()).isEqualTo(3);
        // Halves of 32, 16, 8, 4, 2 and 1 without the poison.
        assertThat(metrics.batches).containsExactlyInAnyOrder(32, 16, 8, 4, 2, 1);
        assertThat(metrics.told).hasSize(6).containsOnly("bisected");
    }

    @Test
    void aRequestThatWorksWhenItIsTriedAgainAloneIsAnswered() throws Exception {
        List<Answered<String>> answers = runner.run(requests("a", "shy"), head.scorer("v1"));
        assertThat(answers.get(1).answer()).isInstanceOf(Answer.Result.class);
        assertThat(answers.get(1).attempts()).isEqualTo(2);
    }

    @Test
    void aScorerThatStumblesOverOneRequestAnswersTheOthers() throws Exception {
        List<Answered<String>> answers = runner.run(requests("a", "stumble", "b"), head.scorer("v1"));
        assertThat(answers.get(0).answer()).isInstanceOf(Answer.Result.class);
        assertThat(answers.get(1).answer())
                .isInstanceOfSatisfying(Answer.Refusal.class, refusal -> assertThat(refusal.reason())
                        .contains("stumbled"));
        assertThat(answers.get(2).answer()).isInstanceOf(Answer.Result.class);
    }

    @Test
    void whatIsAwayIsNobodysFault() {
        head.unavailable = true;
        assertThatThrownBy(() -> runner.run(requests("a"), head.scorer("v1"))).isInstanceOf(UnavailableException.class);
        assertThat(metrics.told).isEmpty();
    }

    private static List<Request<String>> requests(String... texts) {
        var requests = new ArrayList<Request<String>>();
        for (int i = 0; i < texts.length; i++) {
            var found = new ConsumerRecord<byte[], byte[]>("t", 0, i, null, texts[i].getBytes(UTF_8));
            requests.add(new Request<>(found, context(), 0, texts[i]));
        }
        return requests;
    }

    private static RequestContext context() {
        return RequestContext.of(new SourceRef("origin", 0, 0), 0, null);
    }

    private static List<String> texts(List<Answered<String>> answers) {
        return answers.stream()
                .map(one -> one.answer() instanceof Answer.Result result
                        ? new String(result.encode().apply(context()), UTF_8)
                        : "refused")
                .toList();
    }
}
