package dev.millrace.inference.worker.anomaly;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.WindowRequest;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores windows with a model; those of asset types that the model does not know get the baseline's score. */
final class AnomalyScorer implements Scorer<WindowRequest> {
    private static final int BASELINE = -1;
    private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

    private final ModelRef model;
    private final InferenceSession session;
    private final AnomalyContract contract;
    private final ScoreWriter writer = new ScoreWriter();
    private final BaselineAnomalyScorer baseline;
    private final Map<Integer, BoundRun> runs = new HashMap<>();

    /** Row in the tensors of each request of the batch, or {@link #BASELINE}. */
    private int[] rows = new int[0];

    private int[] types = new int[0];
    private @Nullable BoundRun current;

    AnomalyScorer(ModelRef model, InferenceSession session, AnomalyContract contract) {
        this.model = model;
        this.session = session;
        this.contract = contract;
        this.baseline = new BaselineAnomalyScorer(model.name());
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
    public void prepare(List<WindowRequest> batch) throws InferenceException {
        rows = new int[batch.size()];
        types = new int[batch.size()];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            WindowRequest request = batch.get(i);
            types[i] = contract.assetType(request.channels(), request.window());
            rows[i] = types[i] < 0 ? BASELINE : count++;
        }
        current = count == 0 ? null : bound(session.padded(count));
        if (current == null) {
            return;
        }
        FloatBuffer window = current.floats("window");
        LongBuffer assetType = current.longs("asset_type");
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] != BASELINE) {
                fill(window, rows[i], batch.get(i));
                assetType.put(rows[i], types[i]);
            }
        }
    }

    private BoundRun bound(int batch) throws InferenceException {
        BoundRun run = runs.get(batch);
        if (run == null) {
            run = session.bind(
                    List.of(
                            Shape.floats("window", batch, contract.window(), contract.channels()),
                            Shape.longs("asset_type", batch)),
                    List.of(Shape.floats("score", batch), Shape.floats("channel_error", batch, contract.channels())));
            runs.put(batch, run);
        }
        return run;
    }

    private void fill(FloatBuffer tensor, int row, WindowRequest request) {
        int wide = contract.channels();
        int narrow = request.channels().length;
        int at = row * contract.window() * wide;
        if (narrow == wide) {
            tensor.put(at, request.window());
            return;
        }
        for (int sample = 0; sample < contract.window(); sample++, at += wide) {
            tensor.put(at, request.window(), sample * narrow, narrow);
            for (int channel = narrow; channel < wide; channel++) {
                tensor.put(at + channel, 0);
            }
        }
    }

    @Override
    public void run() throws InferenceException {
        if (current != null) {
            current.run();
        }
    }

    @Override
    public List<Answer> finish(List<WindowRequest> batch) {
        var answers = new ArrayList<Answer>(batch.size());
        FloatBuffer scores = current == null ? NOTHING : current.floats("score");
        FloatBuffer errors = current == null ? NOTHING : current.floats("channel_error");
        for (int i = 0; i < rows.length; i++) {
            answers.add(
                    rows[i] == BASELINE
                            ? baseline.answer(batch.get(i))
                            : answer(batch.get(i), scores.get(rows[i]), errors, rows[i], types[i]));
        }
        return answers;
    }

    private Answer answer(WindowRequest request, double score, FloatBuffer errors, int row, int type) {
        String[] channels = request.channels();
        int first = row * contract.channels();
        double sum = 0;
        for (int c = 0; c < channels.length; c++) {
            sum += errors.get(first + c);
        }
        if (!Double.isFinite(score) || !Double.isFinite(sum)) {
            return new Answer.Refusal(ErrorKind.INFERENCE, "the model gave " + score + " as score of " + request.id());
        }
        var shares = new LinkedHashMap<String, Double>(2 * channels.length);
        for (int c = 0; c < channels.length; c++) {
            shares.put(channels[c], sum > 0 ? errors.get(first + c) / sum : 0);
        }
        return writer.result(request, score, contract.thresholds()[type], shares, model);
    }

    @Override
    public void warmUp(int batchMax) throws InferenceException {
        for (int batch : new int[] {1, batchMax}) {
            BoundRun run = bound(session.padded(batch));
            for (int i = 0; i < batch; i++) {
                run.longs("asset_type").put(i, 0);
            }
            for (int i = 0; i < batch * contract.window() * contract.channels(); i++) {
                run.floats("window").put(i, 0);
            }
            run.run();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
