package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks items with a model. The graph knows nothing of what a user has seen: it is asked for as many items more as could have to
 * be left out again ({@link Exclusions}), which is cheaper than a mask over the catalogue per request.
 */
final class RecommenderScorer implements Scorer<UserStateRequest> {
    /** Smallest number of items asked for; above it, powers of two, so that few shapes occur. */
    private static final int MIN_FETCH = 16;

    private record RunShape(int batch, int fetch) {}

    private final ModelRef model;
    private final InferenceSession session;
    private final Vocabulary vocabulary;
    private final Exclusions exclusions;
    private final RecommendationWriter writer = new RecommendationWriter();
    private final Map<RunShape, BoundRun> runs = new HashMap<>();
    private int[] known = new int[0];
    private int fetch;
    private @Nullable BoundRun current;

    RecommenderScorer(ModelRef model, InferenceSession session, Vocabulary vocabulary, RemovedItems removed) {
        this.model = model;
        this.session = session;
        this.vocabulary = vocabulary;
        this.exclusions = new Exclusions(vocabulary, removed);
    }

    @Override
    public ModelRef model() {
        return model;
    }

    @Override
    public void prepare(List<UserStateRequest> batch) throws InferenceException {
        exclusions.refresh();
        int wanted = 1;
        for (UserStateRequest request : batch) {
            wanted = Math.max(wanted, request.k() + exclusions.count(request.seen()));
        }
        fetch = fetchSize(wanted);
        BoundRun run = bound(session.padded(batch.size()), fetch);
        known = new int[batch.size()];
        LongBuffer history = run.longs("history");
        for (int row = 0; row < known.length; row++) {
            known[row] =
                    fill(history, row * vocabulary.history(), batch.get(row).history());
        }
        run.longs("k").put(0, fetch);
        current = run;
    }

    private int fetchSize(int wanted) {
        int bucket = Math.max(MIN_FETCH, Integer.highestOneBit(wanted - 1) << 1);
        return Math.min(bucket, vocabulary.size());
    }

    private BoundRun bound(int batch, int k) throws InferenceException {
        var shape = new RunShape(batch, k);
        BoundRun run = runs.get(shape);
        if (run == null) {
            run = session.bind(
                    List.of(Shape.longs("history", batch, vocabulary.history()), Shape.longs("k", 1)),
                    List.of(Shape.longs("items", batch, k), Shape.floats("scores", batch, k)));
            runs.put(shape, run);
        }
        return run;
    }

    /** Known items move up: an unknown one in between leaves no hole. */
    private int fill(LongBuffer tensor, int start, String[] items) {
        int filled = 0;
        for (int i = 0; i < items.length && filled < vocabulary.history(); i++) {
            int index = vocabulary.index(items[i]);
            if (index > 0) {
                tensor.put(start + filled++, index);
            }
        }
        for (int i = filled; i < vocabulary.history(); i++) {
            tensor.put(start + i, 0);
        }
        return filled;
    }

    @Override
    public void run() throws InferenceException {
        if (current != null) {
            current.run();
        }
    }

    @Override
    public List<Answer> finish(List<UserStateRequest> batch) {
        BoundRun run = current;
        if (run == null) {
            throw new IllegalStateException("finish without prepare");
        }
        var answers = new ArrayList<Answer>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            answers.add(answer(batch.get(row), row, run.longs("items"), run.floats("scores")));
        }
        return answers;
    }

    private Answer answer(UserStateRequest request, int row, LongBuffer items, FloatBuffer scores) {
        exclusions.mark(request.seen());
        var chosen = new ArrayList<Recommendation.Item>(request.k());
        for (int i = row * fetch; i < (row + 1) * fetch && chosen.size() < request.k(); i++) {
            long index = items.get(i);
            float score = scores.get(i);
            if (index < 0 || index > vocabulary.size() || !Float.isFinite(score)) {
                return new Answer.Refusal(
                        ErrorKind.INFERENCE,
                        "the model gave item " + index + " with score " + score + " for " + request.requestId());
            }
            if (index > 0 && !exclusions.excluded((int) index)) { // 0 is padding
                chosen.add(new Recommendation.Item(vocabulary.item((int) index), score));
            }
        }
        return writer.result(request, chosen, known[row], model);
    }

    @Override
    public void warmUp(int batchMax) throws InferenceException {
        for (int batch : new int[] {1, batchMax}) {
            int k = fetchSize(MIN_FETCH);
            BoundRun run = bound(session.padded(batch), k);
            for (int row = 0; row < batch; row++) {
                fill(run.longs("history"), row * vocabulary.history(), new String[0]);
            }
            run.longs("k").put(0, k);
            run.run();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
