package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.RequestContext;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From answers to the records that are published: results, and dead letters for what was refused. */
final class Encoder<Q> {
    private final String outputTopic;
    private final DeadLetters deadLetters;
    private final WorkerMetrics metrics;
    private final Clock clock;

    Encoder(String outputTopic, DeadLetters deadLetters, WorkerMetrics metrics, Clock clock) {
        this.outputTopic = outputTopic;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
    }

    ProducerRecord<byte[], byte[]> encode(Answered<Q> answered) {
        if (answered.answer() instanceof Answer.Refusal refusal) {
            return deadLetter(answered, refusal.kind(), refusal.reason());
        }
        if (answered.answer() instanceof Answer.Result result
                && answered.incoming() instanceof Incoming.Request<Q> request) {
            return result(request, result, answered.runMillis());
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

    private ProducerRecord<byte[], byte[]> result(Incoming.Request<Q> request, Answer.Result result, double runMillis) {
        RequestContext given = request.context();
        var timings = new LinkedHashMap<>(given.timings());
        timings.put("run", runMillis);
        timings.put("total", (double) Math.max(0, clock.millis() - given.originTimestamp()));
        var context = new RequestContext(given.source(), given.originTimestamp(), given.traceparent(), timings);
        metrics.result(timings);
        var message = new ProducerRecord<>(
                outputTopic, request.record().key(), result.encode().apply(context));
        message.headers().add(RequestContext.TRACEPARENT, given.traceparent().getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
