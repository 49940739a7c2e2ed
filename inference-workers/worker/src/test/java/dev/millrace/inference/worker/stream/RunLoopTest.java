package dev.millrace.inference.worker.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.model.ModelSlot;
import dev.millrace.inference.worker.stream.Incoming.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RunLoopTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private boolean gateOpen = true;
    private long nanos;
    private final FakeHead head = new FakeHead();
    private final FakeMetrics metrics = new FakeMetrics();
    private final ModelSlot<String> slot = new ModelSlot<>();
    private final WorkerStream.Context<String> context = Streams.context(
            Streams.settings(Guarantee.EFFECTIVELY_ONCE, 8),
            head,
            slot,
            metrics,
            () -> gateOpen,
            new Idle(Duration.ZERO, () -> {}),
            CLOCK,
            () -> nanos);
    private final StreamParts<String> parts = StreamParts.of(context);
    private final RunLoop<String> loop = new RunLoop<>(parts, new BatchRunner<>(metrics, () -> 0, 3), context);
    private int offset;

    @Test
    void answersKeepTheOrderOfTheQueueWithWhatWasRejectedInItsPlace() throws Exception {
        queue("a", "bad", "poison", "b");
        loop.doWork();
        assertThat(finished()).containsExactly("v0 a", "refused bad", "refused poison", "v0 b");
    }

    @Test
    void nothingIsAnsweredBeforeTheGateOpens() throws Exception {
        gateOpen = false;
        queue("a");
        assertThat(loop.doWork()).isZero();
        gateOpen = true;
        assertThat(loop.doWork()).isEqualTo(1);
        assertThat(finished()).containsExactly("v0 a");
    }

    @Test
    void aNewModelServesFromTheNextBatchOn() throws Exception {
        queue("a");
        loop.doWork();
        slot.swap(head.scorer("v1"));
        queue("b");
        loop.doWork();
        assertThat(finished()).containsExactly("v0 a");
        assertThat(finished()).containsExactly("v1 b");
    }

    @Test
    void aBatchWaitsForWhatIsAwayAndStaysInFrontOfWhatCameLater() throws Exception {
        head.unavailable = true;
        queue("a");
        loop.doWork();
        queue("b");
        loop.doWork();
        assertThat(metrics.told).containsOnlyOnce("retry"); // the second call found it too early
        head.unavailable = false;
        nanos += Duration.ofSeconds(1).toNanos();
        loop.doWork();
        loop.doWork();
        assertThat(finished()).containsExactly("v0 a");
        assertThat(finished()).containsExactly("v0 b");
    }

    @Test
    void aBatchWhosePartitionWasGivenAwayMeanwhileIsNotRun() throws Exception {
        head.unavailable = true;
        queue("a");
        loop.doWork();
        parts.ledger().forget(List.of(new TopicPartition("t", 0)));
        head.unavailable = false;
        nanos += Duration.ofSeconds(1).toNanos();
        loop.doWork();
        assertThat(finished()).isEmpty();
        assertThat(metrics.batches).isEmpty();
    }

    @Test
    void aShadowSeesEveryBatchAndAnswersNothing() throws Exception {
        slot.challenge(head.scorer("v1"), Stage.SHADOW, 0);
        queue("a", "poison", "b");
        loop.doWork();
        assertThat(finished()).containsExactly("v0 a", "refused poison", "v0 b");
        assertThat(metrics.batches).as("runs that answer").containsExactly(1, 1);
        assertThat(metrics.told).filteredOn("shadow of 1"::equals).hasSize(2);
        assertThat(context.comparisons().current()).isNotNull();
        assertThat(Objects.requireNonNull(context.comparisons().current()).samples())
                .isEqualTo(2); // what neither answers is the fault of neither
    }

    @Test
    void aCanaryAnswersItsKeysAndNoRunMixesVersions() throws Exception {
        slot.challenge(head.scorer("v1"), Stage.CANARY, .5);
        String[] texts = new String[8];
        for (int i = 0; i < 8; i++) {
            texts[i] = "a" + i;
        }
        queue(texts);
        loop.doWork();
        List<String> answers = finished();
        assertThat(answers).hasSize(8);
        for (int i = 0; i < 8; i++) {
            boolean canary = context.serving().challenges(("k" + i).getBytes(UTF_8));
            assertThat(answers.get(i)).isEqualTo((canary ? "v1 " : "v0 ") + "a" + i);
        }
        assertThat(answers).anyMatch(answer -> answer.startsWith("v1")).anyMatch(answer -> answer.startsWith("v0"));
        assertThat(metrics.batches).hasSize(2);
    }

    private void queue(String... texts) {
        var incoming = new ArrayList<Incoming<String>>();
        for (String text : texts) {
            var found = new ConsumerRecord<byte[], byte[]>(
                    "t", 0, offset, ("k" + offset++).getBytes(UTF_8), text.getBytes(UTF_8));
            incoming.addAll(new Decoder<>(head, CLOCK, () -> 0).decode(List.of(found)));
        }
        parts.queue().add(incoming);
    }

    private List<String> finished() throws InterruptedException {
        Finished<String> batch = parts.outbox().poll(0);
        return batch == null
                ? List.of()
                : batch.answers().stream().map(RunLoopTest::text).toList();
    }

    private static String text(Answered<String> one) {
        String request = new String(one.incoming().record().value(), UTF_8);
        return one.incoming() instanceof Request<String> && one.answer() instanceof Answer.Result
                ? one.model().version() + " " + request
                : "refused " + request;
    }
}
