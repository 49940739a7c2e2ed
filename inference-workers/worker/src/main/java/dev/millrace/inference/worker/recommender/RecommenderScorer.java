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
import java.util.Arrays;
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

    /** Vocabulary indices of what each request of the batch has seen: looked up once, used before and after the run. */
    private int[][] seen = new int[0][];

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
        int rows = batch.size();
        if (seen.length < rows) {
            seen = Arrays.copyOf(seen, rows);
        }
        int wanted = 1;
        for (int row = 0; row < rows; row++) {
            UserStateRequest request = batch.get(row);
            int length = request.seen().length;
            seen[row] = room(seen[row], length);
            vocabulary.indices(request.seen(), seen[row]);
            wanted = Math.max(wanted, request.k() + exclusions.goneCount() + exclusions.mark(seen[row], length));
        }
        fetch = fetchSize(wanted);
        BoundRun run = bound(session.padded(rows), fetch);
        known = new int[rows];
        LongBuffer tensor = run.longs("history");
        for (int row = 0; row < rows; row++) {
            UserStateRequest request = batch.get(row);
            known[row] = fill(tensor, row * vocabulary.history(), request, seen[row]);
        }
        run.longs("k").put(0, fetch);
        current = run;
    }

    private static int[] room(int @Nullable [] places, int length) {
        return places == null || places.length < length ? new int[Math.max(64, length)] : places;
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

    /**
     * Known items move up: an unknown one in between leaves no hole. Seen items mostly are the history the other way round, which saves
     * looking them up again.
     */
    private int fill(LongBuffer tensor, int start, UserStateRequest request, int[] seenIndices) {
        String[] items = request.history();
        int mirror = request.seen().length - 1;
        int filled = 0;
        for (int i = 0; i < items.length && filled < vocabulary.history(); i++) {
            int index = i <= mirror && items[i].equals(request.seen()[mirror - i])
                    ? seenIndices[mirror - i]
                    : vocabulary.index(items[i]);
            if (index > 0) {
                tensor.put(start + filled++, index);
            }
        }
        clear(tensor, start, filled);
        return filled;
    }

    private void clear(LongBuffer tensor, int start, int from) {
        for (int i = from; i < vocabulary.history(); i++) {
            tensor.put(start + i, 0);
        }
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
        LongBuffer items = run.longs("items");
        FloatBuffer scores = run.floats("scores");
        for (int row = 0; row < batch.size(); row++) {
            answers.add(answer(batch.get(row), row, items, scores));
        }
        return answers;
    }

    private Answer answer(UserStateRequest request, int row, LongBuffer items, FloatBuffer scores) {
        exclusions.mark(seen[row], request.seen().length);
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
                clear(run.longs("history"), row * vocabulary.history(), 0);
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
