package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.ExecutionProvider;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ranks items with a model. The graph knows nothing of what a user has seen: it is asked for some items more, which is cheaper than a
 * mask over the catalogue per request. Where too few of them are left ({@link Exclusions}), it is asked again, for those users and for as
 * many as could have to be left out: hundreds for one who has seen hundreds, which the others of a batch should not pay for.
 */
final class RecommenderScorer implements Scorer<UserStateRequest> {
    /** Smallest number of items asked for; above it, powers of two, so that few shapes occur. */
    private static final int MIN_FETCH = 16;

    private static final String HISTORY = "history";
    private static final String ITEMS = "items";
    private static final String SCORES = "scores";

    private record RunShape(int batch, int fetch) {}

    /** Answers of a run, and how many items each has. */
    private record Fetched(BoundRun run, int fetch) {}

    private final ModelRef model;
    private final InferenceSession session;
    private final Vocabulary vocabulary;
    private final Exclusions exclusions;
    private final RecommendationWriter writer = new RecommendationWriter();
    private final Map<RunShape, BoundRun> runs = new HashMap<>();
    private List<UserStateRequest> requests = List.of();
    private int[] known = new int[0];

    /** Items that must be fetched for each request, so that enough are left whatever is left out. */
    private int[] enough = new int[0];

    /** Vocabulary indices of what each request of the batch has seen: looked up once, used before and after the run. */
    private int[][] seen = new int[0][];

    private @Nullable Fetched current;
    private @Nullable Answer[] answers = new Answer[0];

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
    public ExecutionProvider provider() {
        return session.provider();
    }

    @Override
    public void prepare(List<UserStateRequest> batch) throws InferenceException {
        exclusions.refresh();
        int rows = batch.size();
        requests = batch;
        known = new int[rows];
        enough = new int[rows];
        if (seen.length < rows) {
            seen = Arrays.copyOf(seen, rows);
        }
        int wanted = 1;
        for (int row = 0; row < rows; row++) {
            UserStateRequest request = batch.get(row);
            int length = request.seen().length;
            seen[row] = room(seen[row], length);
            vocabulary.indices(request.seen(), seen[row]);
            int leftOut = exclusions.goneCount() + exclusions.mark(seen[row], length);
            enough[row] = Math.min(request.k() + leftOut, vocabulary.size());
            wanted = Math.max(wanted, Math.min(enough[row], 2 * request.k()));
        }
        Fetched next = fetched(rows, wanted);
        LongBuffer tensor = next.run().longs(HISTORY);
        for (int row = 0; row < rows; row++) {
            known[row] = fill(tensor, row * vocabulary.history(), batch.get(row), seen[row]);
        }
        current = next;
    }

    private Fetched fetched(int rows, int wanted) throws InferenceException {
        int fetch = fetchSize(wanted);
        BoundRun run = bound(session.padded(rows), fetch);
        run.longs("k").put(0, fetch);
        return new Fetched(run, fetch);
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
                    List.of(Shape.longs(HISTORY, batch, vocabulary.history()), Shape.longs("k", 1)),
                    List.of(Shape.longs(ITEMS, batch, k), Shape.floats(SCORES, batch, k)));
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

    /** The runs of a session share their memory: the first's answers are made before a second is filled. */
    @Override
    public void run() throws InferenceException {
        Fetched first = current;
        if (first == null) {
            return;
        }
        first.run().run();
        answers = new Answer[requests.size()];
        List<Integer> few = new ArrayList<>();
        for (int row = 0; row < answers.length; row++) {
            answers[row] = answer(row, first, row);
            if (answers[row] == null) {
                few.add(row);
            }
        }
        if (!few.isEmpty()) {
            runAgain(few, first.run().longs(HISTORY));
        }
    }

    private void runAgain(List<Integer> rows, LongBuffer histories) throws InferenceException {
        int wanted = rows.stream().mapToInt(row -> enough[row]).max().orElse(1);
        Fetched second = fetched(rows.size(), wanted);
        LongBuffer tensor = second.run().longs(HISTORY);
        int length = vocabulary.history();
        for (int place = 0; place < rows.size(); place++) { // rows only move up
            tensor.put(place * length, histories, rows.get(place) * length, length);
        }
        second.run().run();
        for (int place = 0; place < rows.size(); place++) {
            answers[rows.get(place)] = answer(rows.get(place), second, place);
        }
    }

    /** Null where more must be fetched. */
    private @Nullable Answer answer(int row, Fetched fetched, int place) {
        UserStateRequest request = requests.get(row);
        exclusions.mark(seen[row], request.seen().length);
        LongBuffer items = fetched.run().longs(ITEMS);
        FloatBuffer scores = fetched.run().floats(SCORES);
        var chosen = new ArrayList<Recommendation.Item>(request.k());
        int end = (place + 1) * fetched.fetch();
        for (int i = place * fetched.fetch(); i < end && chosen.size() < request.k(); i++) {
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
        return chosen.size() < request.k() && fetched.fetch() < enough[row]
                ? null
                : writer.result(request, chosen, known[row], model);
    }

    @Override
    public List<Answer> finish(List<UserStateRequest> batch) {
        if (current == null) {
            throw new IllegalStateException("finish without prepare");
        }
        return Arrays.stream(answers).map(Objects::requireNonNull).toList();
    }

    @Override
    public void warmUp(int batchMax) throws InferenceException {
        for (int batch : new int[] {1, batchMax}) {
            int k = fetchSize(MIN_FETCH);
            BoundRun run = bound(session.padded(batch), k);
            for (int row = 0; row < batch; row++) {
                clear(run.longs(HISTORY), row * vocabulary.history(), 0);
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
