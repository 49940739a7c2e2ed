package dev.millrace.inference.worker.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.tracing.Traced;
import dev.millrace.tracing.Traces;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** From the moment that a request is polled to its result: where the time went, and of which trace it is. */
class EncoderTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_100), ZoneOffset.UTC);

    private final FakeMetrics metrics = new FakeMetrics();
    private final Collector collector = new Collector();
    private long nanos;

    /** Takes what its one sampled trace brings. */
    private static final class Collector implements Traces {
        private final List<Traced> told = new ArrayList<>();

        @Override
        public boolean wants(String traceparent) {
            return traceparent.equals(TRACE);
        }

        @Override
        public void batch(String model, List<Traced> results) {
            assertThat(model).isEqualTo("fake");
            told.addAll(results);
        }

        @Override
        public void single(String name, Traced result) {
            throw new AssertionError("a worker answers in batches");
        }

        @Override
        public void close() {}
    }

    @Test
    void aSampledResultIsToldOnceWithItsStagesWhenItsBatchIsDone() {
        var answer = new Answer.Result(new Observation.Score(1, false), context -> new byte[0]);
        nanos = at(30);
        Encoder<String> encoder = encoder();
        var model = new ModelRef("fake", "v1");
        encoder.encode(new Answered<>(incoming(1_000), answer, model, new Lap(at(10), at(10), at(20), false), 1));
        assertThat(collector.told).isEmpty();
        encoder.batchDone(model);
        encoder.batchDone(model);
        assertThat(collector.told).singleElement().satisfies(told -> {
            assertThat(told.origin()).isEqualTo(1_000);
            assertThat(told.topic()).isEqualTo("events");
            assertThat(told.stages()).containsOnlyKeys("ingest", "state", "queue", "batch", "run", "publish");
        });
    }

    @Test
    void stagesOfThisProcessFollowThoseBefore() {
        assertThat(encoded(1_000, new Lap(at(5_250), at(6_000), at(9_500), true), 9_700))
                .isEqualTo(Timings.of(Map.of(
                        "ingest",
                        40.0,
                        "state",
                        2.0,
                        "queue",
                        58.0,
                        "batch",
                        5.25,
                        "features",
                        .75,
                        "run",
                        3.5,
                        "publish",
                        .2,
                        "total",
                        109.7)));
    }

    @Test
    void aModelWithoutFeaturesHasNoSuchStage() {
        Timings timings = encoded(1_000, new Lap(at(10), at(10), at(20), false), 30);
        assertThat(timings.has(TimedStage.FEATURES)).isFalse();
        assertThat(timings.totalMicros()).isEqualTo(100_030);
    }

    @Test
    void aRequestFromAClockThatIsAheadSaysSo() {
        Timings timings = encoded(2_000, new Lap(at(10), at(10), at(20), false), 30);
        assertThat(timings.asMap()).containsEntry("skew", 942.0).containsEntry("queue", 0.0);
        assertThat(timings.totalMicros()).isEqualTo(42_030);
    }

    @Test
    void aRefusalIsADeadLetterOfTheSameTrace() {
        Incoming<String> incoming = incoming(1_000);
        var refusal = new Answer.Refusal(ErrorKind.INFERENCE, "no");
        ProducerRecord<byte[], byte[]> letter =
                encoder().encode(new Answered<>(incoming, refusal, new ModelRef("fake", "v1"), Lap.NONE, 1));
        assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTERS);
        assertThat(letter.headers().headers(RequestContext.TRACEPARENT))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).asString(UTF_8).isEqualTo(TRACE));
        assertThat(metrics.results).isEmpty();
    }

    /** Of an event at {@code origin}, which took 42 ms until it was a request. */
    private Timings encoded(long origin, Lap lap, long encodedMicros) {
        nanos = at(encodedMicros);
        Timings[] seen = {Timings.NONE};
        var answer = new Answer.Result(new Observation.Score(1, false), context -> {
            seen[0] = context.timings();
            return context.traceparent().getBytes(UTF_8);
        });
        ProducerRecord<byte[], byte[]> result =
                encoder().encode(new Answered<>(incoming(origin), answer, new ModelRef("fake", "v1"), lap, 1));
        assertThat(result.value()).asString(UTF_8).isEqualTo(TRACE);
        assertThat(result.headers().lastHeader(RequestContext.TRACEPARENT).value())
                .asString(UTF_8)
                .isEqualTo(TRACE);
        assertThat(metrics.results).containsExactly(seen[0]);
        return seen[0];
    }

    private static Incoming<String> incoming(long origin) {
        var record = new ConsumerRecord<byte[], byte[]>("in", 0, 3, "k".getBytes(UTF_8), "a".getBytes(UTF_8));
        record.headers().add(RequestContext.TRACEPARENT, TRACE.getBytes(UTF_8));
        RequestContext.of(new SourceRef("events", 1, 7), origin, record.headers())
                .until(TimedStage.INGEST, 1000 * origin + 40_000)
                .until(TimedStage.STATE, 1000 * origin + 42_000)
                .write(record.headers());
        return new Decoder<>(new FakeHead(), CLOCK, () -> at(0))
                .decode(List.of(record))
                .get(0);
    }

    private Encoder<String> encoder() {
        return new Encoder<>(
                "out",
                new DeadLetters("worker.fake", CLOCK),
                metrics,
                new DriftWatch(metrics, DriftWatch.REFERENCE),
                collector,
                () -> nanos);
    }

    private static long at(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros) + 77;
    }
}
