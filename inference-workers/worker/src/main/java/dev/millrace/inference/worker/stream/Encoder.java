package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From answers to the records that are published: results, and dead letters for what was refused. */
final class Encoder<Q> {
    private final String outputTopic;
    private final DeadLetters deadLetters;
    private final WorkerMetrics metrics;
    private final DriftWatch drift;
    private final LongSupplier nanos;

    Encoder(String outputTopic, DeadLetters deadLetters, WorkerMetrics metrics, LongSupplier nanos) {
        this.outputTopic = outputTopic;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.drift = new DriftWatch(metrics);
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
        var message = new ProducerRecord<>(
                outputTopic, request.record().key(), result.encode().apply(context));
        message.headers().add(RequestContext.TRACEPARENT, context.traceparent().getBytes(StandardCharsets.UTF_8));
        return message;
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
