package dev.millrace.inference.worker;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.servicekit.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * From polled records to what is sent: decode, score, encode. Knows no consumer and no producer; one call per batch, one scorer
 * per call, so that no batch mixes versions.
 */
final class BatchRunner<Q> {
    private static final int ATTEMPTS = 1;

    private final ModelHead<Q> head;
    private final DeadLetters deadLetters;
    private final WorkerMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanos;
    private double runMillis;

    BatchRunner(ModelHead<Q> head, DeadLetters deadLetters, WorkerMetrics metrics, Clock clock, LongSupplier nanos) {
        this.head = head;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Answers every record, in order.
     *
     * @param polledAt when the records left the consumer, epoch milliseconds
     * @throws UnavailableException where the batch has to be tried again; nothing has happened then
     */
    Outgoing run(List<ConsumerRecord<byte[], byte[]>> records, long polledAt, Scorer<Q> scorer)
            throws UnavailableException {
        var requests = new ArrayList<Request<Q>>(records.size());
        var refused = new ArrayList<Refused>();
        var next = new HashMap<TopicPartition, Long>();
        for (ConsumerRecord<byte[], byte[]> found : records) {
            next.put(new TopicPartition(found.topic(), found.partition()), found.offset() + 1);
            try {
                requests.add(decode(found, polledAt));
            } catch (InvalidRecordException e) {
                refused.add(new Refused(found, e.kind(), e.reason()));
            }
        }
        List<Answer> answers = requests.isEmpty() ? List.of() : score(requests, scorer);
        var out = new ArrayList<ProducerRecord<byte[], byte[]>>(records.size());
        for (int i = 0; i < answers.size(); i++) {
            Request<Q> request = requests.get(i);
            if (answers.get(i) instanceof Answer.Result result) {
                out.add(encode(request, result));
            } else if (answers.get(i) instanceof Answer.Refusal refusal) {
                refused.add(new Refused(request.record(), refusal.kind(), refusal.reason()));
            }
        }
        for (Refused one : refused) {
            metrics.deadLetter(one.kind());
            out.add(deadLetters.of(
                    one.found(),
                    one.kind(),
                    one.reason(),
                    ATTEMPTS,
                    scorer.model().toString()));
        }
        return new Outgoing(out, next);
    }

    private record Refused(ConsumerRecord<byte[], byte[]> found, ErrorKind kind, String reason) {}

    private Request<Q> decode(ConsumerRecord<byte[], byte[]> found, long polledAt) throws InvalidRecordException {
        RequestContext context = RequestContext.read(found.headers());
        if (found.value() == null) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request is empty");
        }
        try {
            Q body = head.decode(found.value());
            return new Request<>(
                    found, context.with("queue", (double) Math.max(0, polledAt - found.timestamp())), body);
        } catch (RuntimeException e) {
            // A reader that stumbles over odd bytes must not take the partition down with it.
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request cannot be read: " + e);
        }
    }

    private List<Answer> score(List<Request<Q>> requests, Scorer<Q> scorer) throws UnavailableException {
        List<Q> bodies = requests.stream().map(Request::body).toList();
        try {
            return scoreTogether(bodies, scorer);
        } catch (InferenceException e) {
            // One request spoils its batch: each one alone. (Halving the batch would find it in fewer runs.)
            return scoreAlone(bodies, scorer);
        }
    }

    private List<Answer> scoreTogether(List<Q> bodies, Scorer<Q> scorer)
            throws InferenceException, UnavailableException {
        long start = nanos.getAsLong();
        scorer.prepare(bodies);
        scorer.run();
        List<Answer> answers = scorer.finish(bodies);
        long took = nanos.getAsLong() - start;
        metrics.batch(bodies.size(), took);
        runMillis = Math.round(took / 1e3) / 1e3;
        return answers;
    }

    private List<Answer> scoreAlone(List<Q> bodies, Scorer<Q> scorer) throws UnavailableException {
        var answers = new ArrayList<Answer>(bodies.size());
        for (Q body : bodies) {
            try {
                answers.addAll(scoreTogether(List.of(body), scorer));
            } catch (InferenceException e) {
                answers.add(new Answer.Refusal(ErrorKind.INFERENCE, String.valueOf(e.getMessage())));
            }
        }
        return answers;
    }

    private ProducerRecord<byte[], byte[]> encode(Request<Q> request, Answer.Result result) {
        RequestContext given = request.context();
        var timings = new LinkedHashMap<>(given.timings());
        timings.put("run", runMillis);
        timings.put("total", (double) Math.max(0, clock.millis() - given.originTimestamp()));
        var context = new RequestContext(given.source(), given.originTimestamp(), given.traceparent(), timings);
        metrics.result(timings);
        var message = new ProducerRecord<>(
                head.outputTopic(), request.record().key(), result.encode().apply(context));
        message.headers().add(RequestContext.TRACEPARENT, given.traceparent().getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
