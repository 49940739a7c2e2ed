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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers a text with the model's version, the number of the run, and the text. {@code bad} cannot be decoded, {@code crash}
 * stumbles in the decoder, {@code poison} fails every run that holds it, {@code stumble} breaks the scorer, {@code shy} fails
 * unless it is alone for the second time.
 */
public final class FakeHead implements ModelHead<String> {
    /** While true, every batch has to wait. */
    public boolean unavailable;

    private final AtomicInteger runs;
    private int shyRuns;

    public FakeHead() {
        this(new AtomicInteger());
    }

    /** Numbers its runs by {@code runs}, which several workers may share. */
    public FakeHead(AtomicInteger runs) {
        this.runs = runs;
    }

    @Override
    public String outputTopic() {
        return "out";
    }

    @Override
    public String decode(byte[] value) throws InvalidRecordException {
        String text = new String(value, UTF_8);
        if (text.startsWith("bad")) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, "bad");
        }
        if (text.startsWith("crash")) {
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

    public FakeScorer scorer(String version) {
        return new FakeScorer(version);
    }

    /** One version at work; checks that it is called in turn. */
    public final class FakeScorer implements Scorer<String> {
        private final String version;
        private List<String> prepared = List.of();
        private int run;
        public boolean closed;

        FakeScorer(String version) {
            this.version = version;
        }

        @Override
        public ModelRef model() {
            return new ModelRef("fake", version);
        }

        @Override
        public void prepare(List<String> batch) throws UnavailableException {
            requireOpen();
            if (unavailable) {
                throw new UnavailableException("away", new IOException());
            }
            prepared = List.copyOf(batch);
            run = runs.incrementAndGet();
        }

        @Override
        public void run() throws InferenceException {
            requireOpen();
            if (prepared.stream().anyMatch(text -> text.startsWith("poison"))) {
                throw new InferenceException("poisoned");
            }
            if (prepared.stream().anyMatch(text -> text.startsWith("shy")) && (prepared.size() > 1 || shyRuns++ == 0)) {
                throw new InferenceException("shy");
            }
        }

        @Override
        public List<Answer> finish(List<String> batch) {
            requireOpen();
            if (!batch.equals(prepared)) {
                throw new AssertionError("another batch came in between");
            }
            if (batch.stream().anyMatch(text -> text.startsWith("stumble"))) {
                throw new IllegalStateException("stumbled");
            }
            int number = run;
            return batch.stream()
                    .<Answer>map(text -> new Answer.Result(
                            new Observation.Score(text.length(), false),
                            context -> (version + " " + number + " " + text).getBytes(UTF_8)))
                    .toList();
        }

        private void requireOpen() {
            if (closed) {
                throw new AssertionError(version + " is used after it was closed");
            }
        }

        @Override
        public void warmUp(int batchMax) {}

        @Override
        public void close() {
            closed = true;
        }
    }
}
