package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Answer.Refusal;
import dev.millrace.inference.worker.head.Scorer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model on the rows of a batch of requests. The rows stand one request after the other and go through the model in runs:
 * one for a common batch, several where the graph fixes the number of rows or the requests have very many. A run's outputs are
 * copied out at once, because the runs share their tensors.
 */
final class TensorScorer implements Scorer<TensorRequest> {
    /** Bounds the memory of the tensors, and the number of shapes that are ever bound. */
    private static final int MAX_RUN_ROWS = 1024;

    private final ModelRef model;
    private final InferenceSession session;
    private final TensorContract contract;
    private final Fit fit;
    private final Runs runs;
    private final AnswerMaker answers;

    // The batch at work.
    private List<TensorRequest> batch = List.of();
    private @Nullable Refusal[] refused = new Refusal[0];
    /** First row of each request. */
    private int[] starts = new int[0];

    private int rows;
    /** Per output, all rows. */
    private ByteBuffer[] outputs = new ByteBuffer[0];

    TensorScorer(ModelRef model, InferenceSession session, TensorContract contract) {
        this.model = model;
        this.session = session;
        this.contract = contract;
        this.fit = new Fit(contract);
        this.runs = new Runs(session, contract);
        this.answers = new AnswerMaker(model, contract);
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
    public void prepare(List<TensorRequest> requests) throws InferenceException {
        batch = requests;
        refused = new Refusal[requests.size()];
        starts = new int[requests.size()];
        rows = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = rows;
            refused[i] = fit.refusal(requests.get(i));
            rows += refused[i] == null ? Fit.rows(requests.get(i).body()) : 0;
        }
        outputs = new ByteBuffer[contract.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            long bytes = (long) rows * contract.outputs().get(i).rowBytes();
            if (bytes > Integer.MAX_VALUE - 8) {
                throw new InferenceException("the answers to " + rows + " rows take " + bytes + " bytes");
            }
            outputs[i] = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (rows > 0) {
            fill(0, Math.min(rows, runRows()));
        }
    }

    private int runRows() {
        return contract.fixedBatch() > 0 ? contract.fixedBatch() : MAX_RUN_ROWS;
    }

    @Override
    public void run() throws InferenceException {
        int step = runRows();
        for (int from = 0; from < rows; from += step) {
            int to = Math.min(rows, from + step);
            if (from > 0) {
                fill(from, to);
            }
            runs.run();
            runs.copyOut(outputs, from, to - from);
        }
    }

    /** Puts rows {@code from} to {@code to} of the batch into the tensors. */
    private void fill(int from, int to) throws InferenceException {
        runs.select(to - from);
        for (int i = firstWith(from); i < starts.length && starts[i] < to; i++) {
            InferRequest request = batch.get(i).body();
            int until = Math.min(to, refused[i] == null ? starts[i] + Fit.rows(request) : starts[i]);
            int first = Math.max(from, starts[i]);
            if (first < until) {
                runs.copyIn(request, first - starts[i], until - first, first - from);
            }
        }
    }

    /** A request at or before the one that holds {@code row}. */
    private int firstWith(int row) {
        int found = java.util.Arrays.binarySearch(starts, row);
        int at = found >= 0 ? found : -found - 2;
        while (at > 0 && starts[at - 1] == row) {
            at--; // refused requests share the start of the next one
        }
        return at;
    }

    @Override
    public List<Answer> finish(List<TensorRequest> requests) {
        boolean finite = answers.finite(outputs, rows);
        var made = new ArrayList<Answer>(requests.size());
        for (int i = 0; i < starts.length; i++) {
            Refusal refusal = refused[i];
            made.add(refusal == null ? answer(batch.get(i), starts[i], finite) : refusal);
        }
        return made;
    }

    private Answer answer(TensorRequest request, int start, boolean finite) {
        return finite ? answers.answer(request, outputs, start) : answers.checked(request, outputs, start);
    }

    @Override
    public void warmUp(int batchMax) throws InferenceException {
        for (int size : new int[] {1, Math.min(batchMax, MAX_RUN_ROWS)}) {
            runs.select(size);
            runs.zero();
            runs.run();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
