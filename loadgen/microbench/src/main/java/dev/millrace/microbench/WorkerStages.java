package dev.millrace.microbench;

import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.servicekit.Clocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** From a request to its result, the same for every head: stages {@code request}, {@code run} and {@code publish}. */
final class WorkerStages<Q> implements AutoCloseable {
    /** Requests in one run of the model. */
    private static final int MOST = 32;

    private final ModelHead<Q> head;
    private final Scorer<Q> scorer;
    private final Function<Q, byte[]> encoder;
    private final Telling telling;
    private final LongSupplier nanos = Clocks.nanos();

    /** A request and the event that triggers it. */
    record Ask<Q>(ConsumerRecord<byte[], byte[]> trigger, Q request) {}

    /** A request as a worker has read it. */
    private record Asked<Q>(byte[] key, Q request, RequestContext context) {}

    WorkerStages(ModelHead<Q> head, String model, byte[] onnx, Function<Q, byte[]> encoder, Telling telling)
            throws Exception {
        this.head = head;
        this.encoder = encoder;
        this.telling = telling;
        this.scorer = head.bind(
                new ModelRef(model, "v1"),
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults()));
        scorer.warmUp(MOST);
    }

    List<ProducerRecord<byte[], byte[]>> answer(List<Ask<Q>> asks, StageClock clock) throws Exception {
        List<Asked<Q>> requests = clock.time("request", () -> overTheWire(asks));
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>(asks.size());
        for (int from = 0; from < asks.size(); from += MOST) {
            List<Asked<Q>> batch = requests.subList(from, Math.min(asks.size(), from + MOST));
            List<Q> bodies = batch.stream().map(Asked::request).toList();
            long begun = nanos.getAsLong();
            List<Answer> answers = clock.time("run", () -> {
                scorer.prepare(bodies);
                scorer.run();
                return scorer.finish(bodies);
            });
            long ended = nanos.getAsLong();
            results.addAll(clock.time("publish", () -> encode(batch, answers, begun, ended)));
        }
        return results;
    }

    private List<Asked<Q>> overTheWire(List<Ask<Q>> asks) throws Exception {
        List<Asked<Q>> requests = new ArrayList<>(asks.size());
        telling.polled();
        for (Ask<Q> ask : asks) {
            Headers headers = telling.request(ask.trigger);
            Q request = head.decode(encoder.apply(ask.request));
            requests.add(new Asked<>(ask.trigger.key(), request, telling.read(headers)));
        }
        return requests;
    }

    private List<ProducerRecord<byte[], byte[]>> encode(
            List<Asked<Q>> asked, List<Answer> answers, long begun, long ended) {
        telling.batch(asked.size(), ended - begun);
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            if (!(answers.get(i) instanceof Answer.Result result)) {
                throw new IllegalStateException("a request was refused: " + answers.get(i));
            }
            RequestContext answered = telling.answered(asked.get(i).context, begun, ended);
            var message = new ProducerRecord<>(
                    head.outputTopic(), asked.get(i).key, result.encode().apply(answered));
            telling.result(answered, message.headers());
            results.add(message);
        }
        return results;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
