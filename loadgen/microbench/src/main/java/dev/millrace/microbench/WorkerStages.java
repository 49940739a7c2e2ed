package dev.millrace.microbench;

import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From a request to its result, the same for every head: stages {@code request}, {@code run} and {@code publish}. */
final class WorkerStages<Q> implements AutoCloseable {
    /** Requests in one run of the model. */
    private static final int MOST = 32;

    private final ModelHead<Q> head;
    private final Scorer<Q> scorer;
    private final Function<Q, byte[]> encoder;

    /** A request with what travels beside it. */
    record Ask<Q>(byte[] key, Q request, RequestContext context) {
        static <Q> Ask<Q> of(ConsumerRecord<byte[], byte[]> trigger, Q request) {
            var source = new SourceRef(trigger.topic(), trigger.partition(), trigger.offset());
            return new Ask<>(trigger.key(), request, RequestContext.of(source, trigger.timestamp(), trigger.headers()));
        }
    }

    WorkerStages(ModelHead<Q> head, String model, byte[] onnx, Function<Q, byte[]> encoder) throws Exception {
        this.head = head;
        this.encoder = encoder;
        this.scorer = head.bind(
                new ModelRef(model, "v1"),
                OnnxSessionFactory.load(null, System.getenv()).open(onnx, SessionOptions.defaults()));
        scorer.warmUp(MOST);
    }

    List<ProducerRecord<byte[], byte[]>> answer(List<Ask<Q>> asks, StageClock clock) throws Exception {
        List<Q> requests = clock.time("request", () -> overTheWire(asks));
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>(asks.size());
        for (int from = 0; from < asks.size(); from += MOST) {
            int to = Math.min(asks.size(), from + MOST);
            List<Q> batch = requests.subList(from, to);
            List<Ask<Q>> asked = asks.subList(from, to);
            List<Answer> answers = clock.time("run", () -> {
                scorer.prepare(batch);
                scorer.run();
                return scorer.finish(batch);
            });
            results.addAll(clock.time("publish", () -> encode(asked, answers)));
        }
        return results;
    }

    private List<Q> overTheWire(List<Ask<Q>> asks) throws Exception {
        List<Q> requests = new ArrayList<>(asks.size());
        for (Ask<Q> ask : asks) {
            requests.add(head.decode(encoder.apply(ask.request)));
        }
        return requests;
    }

    private List<ProducerRecord<byte[], byte[]>> encode(List<Ask<Q>> asked, List<Answer> answers) {
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            if (!(answers.get(i) instanceof Answer.Result result)) {
                throw new IllegalStateException("a request was refused: " + answers.get(i));
            }
            RequestContext context = asked.get(i).context;
            RequestContext timed = context.with(context.timings()
                    .and()
                    .add(TimedStage.QUEUE, 1_250)
                    .add(TimedStage.BATCH, 750)
                    .add(TimedStage.RUN, 120)
                    .add(TimedStage.PUBLISH, 30)
                    .done());
            results.add(new ProducerRecord<>(
                    head.outputTopic(), asked.get(i).key, result.encode().apply(timed)));
        }
        return results;
    }

    @Override
    public void close() {
        scorer.close();
    }
}
