package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.tracing.Traced;
import dev.millrace.tracing.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From answers to the records that are published: results, and dead letters for what was refused. */
final class Encoder<Q> {
    private final String outputTopic;
    private final DeadLetters deadLetters;
    private final WorkerMetrics metrics;
    private final DriftWatch drift;
    private final Traces traces;
    private final List<Traced> sampled = new ArrayList<>();
    private final LongSupplier nanos;

    Encoder(
            String outputTopic,
            DeadLetters deadLetters,
            WorkerMetrics metrics,
            DriftWatch drift,
            Traces traces,
            LongSupplier nanos) {
        this.outputTopic = outputTopic;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.drift = drift;
        this.traces = traces;
        this.nanos = nanos;
    }

    ProducerRecord<byte[], byte[]> encode(Answered<Q> answered) {
        if (answered.answer() instanceof Answer.Refusal refusal) {
            return deadLetter(answered, refusal.kind(), refusal.reason());
        }
        if (answered.answer() instanceof Answer.Result result
                && answered.incoming() instanceof Incoming.Request<Q> request) {
            return result(request, result, answered);
        }
        throw new IllegalStateException("a result for a record that was rejected");
    }

    private ProducerRecord<byte[], byte[]> deadLetter(Answered<Q> answered, ErrorKind kind, String reason) {
        metrics.deadLetter(kind);
        return deadLetters.of(
                answered.incoming().record(),
                kind,
                reason,
                answered.attempts(),
                answered.model().toString());
    }

    private ProducerRecord<byte[], byte[]> result(
            Incoming.Request<Q> request, Answer.Result result, Answered<Q> answered) {
        long now = nanos.getAsLong();
        Timings timings = timings(request, answered.lap(), now);
        metrics.result(timings);
        drift.answered(answered.model(), result, now);
        RequestContext context = request.context().with(timings);
        if (traces.wants(context.traceparent())) {
            sampled.add(traced(context));
        }
        var message = new ProducerRecord<>(
                outputTopic, request.record().key(), result.encode().apply(context));
        message.headers().add(RequestContext.TRACEPARENT, context.traceparent().getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private static Traced traced(RequestContext context) {
        Map<String, Double> stages = context.timings().asMap();
        stages.remove(Timings.TOTAL);
        stages.remove(Timings.SKEW);
        SourceRef source = context.source();
        return new Traced(
                context.traceparent(),
                source.topic(),
                source.partition(),
                source.offset(),
                context.originTimestamp(),
                stages);
    }

    /** All of a batch is encoded: whoever collects traces is told of what is sampled. */
    void batchDone(ModelRef model) {
        if (!sampled.isEmpty()) {
            traces.batch(model.name(), List.copyOf(sampled));
            sampled.clear();
        }
    }

    /** The stages of this process, each from where the one before ended. */
    private static Timings timings(Incoming.Request<?> request, Lap lap, long now) {
        Timings.Builder timings = request.context().timings().and();
        timings.add(TimedStage.BATCH, micros(request.polledAt(), lap.begun()));
        if (lap.lookedUp()) {
            timings.add(TimedStage.FEATURES, micros(lap.begun(), lap.ready()));
        }
        return timings.add(TimedStage.RUN, micros(lap.ready(), lap.ended()))
                .add(TimedStage.PUBLISH, micros(lap.ended(), now))
                .done();
    }

    private static long micros(long from, long to) {
        return TimeUnit.NANOSECONDS.toMicros(to - from);
    }
}
