package dev.millrace.inference.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import java.io.IOException;
import java.util.List;

/**
 * Answers a text with the model's version and the text. {@code bad} cannot be decoded, {@code crash} stumbles in the decoder,
 * {@code poison} fails every run that holds it.
 */
final class FakeHead implements ModelHead<String> {
    /** While true, every batch has to wait. */
    boolean unavailable;

    @Override
    public String outputTopic() {
        return "out";
    }

    @Override
    public String decode(byte[] value) throws InvalidRecordException {
        String text = new String(value, UTF_8);
        if (text.equals("bad")) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, "bad");
        }
        if (text.equals("crash")) {
            throw new IndexOutOfBoundsException("odd bytes");
        }
        return text;
    }

    @Override
    public Scorer<String> baseline() {
        return scorer("baseline");
    }

    @Override
    public Scorer<String> bind(ModelRef model, InferenceSession session) {
        return scorer(model.version());
    }

    FakeScorer scorer(String version) {
        return new FakeScorer(version);
    }

    final class FakeScorer implements Scorer<String> {
        private final String version;
        private boolean poisoned;
        boolean closed;

        FakeScorer(String version) {
            this.version = version;
        }

        @Override
        public ModelRef model() {
            return new ModelRef("fake", version);
        }

        @Override
        public void prepare(List<String> batch) throws UnavailableException {
            if (unavailable) {
                throw new UnavailableException("away", new IOException());
            }
            poisoned = batch.contains("poison");
        }

        @Override
        public void run() throws InferenceException {
            if (poisoned) {
                throw new InferenceException("poisoned");
            }
        }

        @Override
        public List<Answer> finish(List<String> batch) {
            return batch.stream()
                    .<Answer>map(text -> new Answer.Result(
                            new Observation.Score(text.length(), false),
                            context -> (version + " " + text).getBytes(UTF_8)))
                    .toList();
        }

        @Override
        public void warmUp(int batchMax) {}

        @Override
        public void close() {
            closed = true;
        }
    }
}
