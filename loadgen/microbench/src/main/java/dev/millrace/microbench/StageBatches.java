package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The worker's part of the stages, the same for every head. */
final class StageBatches {
    /** Requests in one run of a model. */
    static final int MOST = 32;

    private StageBatches() {}

    /** Takes an answer and its place among all requests. */
    @FunctionalInterface
    interface Sink {
        void take(Answer answer, int row);
    }

    /** Runs one batch, as stage {@code run}; makes and hands on its answers, as stage {@code publish}. */
    static <Q> void score(Scorer<Q> scorer, List<Q> batch, StageClock clock, Sink sink, int first) throws Exception {
        List<Answer> answers = clock.time("run", () -> {
            scorer.prepare(batch);
            scorer.run();
            return scorer.finish(batch);
        });
        clock.time("publish", () -> {
            for (int i = 0; i < answers.size(); i++) {
                sink.take(answers.get(i), first + i);
            }
            return answers;
        });
    }

    static ProducerRecord<byte[], byte[]> result(String topic, byte[] key, Answer answer, RequestContext context) {
        if (answer instanceof Answer.Result result) {
            return new ProducerRecord<>(
                    topic,
                    key,
                    result.encode()
                            .apply(context.with("queue", 1).with("run", 1).with("total", 3)));
        }
        throw new IllegalStateException("a request was refused: " + answer);
    }
}
