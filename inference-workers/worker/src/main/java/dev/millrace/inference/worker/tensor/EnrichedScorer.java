package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.worker.features.Enriched;
import dev.millrace.inference.worker.features.FeatureReader;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks features up for a batch before another scorer gets it; what cannot be looked up is answered here. */
final class EnrichedScorer implements Scorer<TensorRequest> {
    private final Scorer<TensorRequest> scorer;
    private final FeatureReader reader;

    // The batch at work.
    private @Nullable Answer[] refused = new Answer[0];
    private List<TensorRequest> filled = List.of();

    private EnrichedScorer(Scorer<TensorRequest> scorer, FeatureReader reader) {
        this.scorer = scorer;
        this.reader = reader;
    }

    static Scorer<TensorRequest> wrap(Scorer<TensorRequest> scorer, FeatureReader reader) {
        return new EnrichedScorer(scorer, reader);
    }

    @Override
    public ModelRef model() {
        return scorer.model();
    }

    @Override
    public ExecutionProvider provider() {
        return scorer.provider();
    }

    @Override
    public boolean lookUp(List<TensorRequest> batch) throws UnavailableException {
        List<InferRequest> bodies = batch.stream().map(TensorRequest::body).toList();
        List<Enriched> outcomes = reader.enrich(bodies);
        refused = new Answer[batch.size()];
        filled = new ArrayList<>(batch.size());
        for (int i = 0; i < refused.length; i++) {
            if (outcomes.get(i) instanceof Enriched.Filled ready) {
                filled.add(batch.get(i).with(ready.request(), ready.added(), ready.notes()));
            } else if (outcomes.get(i) instanceof Enriched.Refused bad) {
                refused[i] = bad.refusal();
            }
        }
        return true;
    }

    @Override
    public void prepare(List<TensorRequest> batch) throws InferenceException, UnavailableException {
        scorer.prepare(filled);
    }

    @Override
    public void run() throws InferenceException {
        scorer.run();
    }

    @Override
    public List<Answer> finish(List<TensorRequest> batch) {
        List<Answer> answers = scorer.finish(filled);
        List<Answer> all = new ArrayList<>(batch.size());
        int next = 0;
        for (Answer refusal : refused) {
            all.add(refusal == null ? answers.get(next++) : refusal);
        }
        return all;
    }

    @Override
    public void warmUp(int batchMax) throws InferenceException {
        reader.warmUp();
        scorer.warmUp(batchMax);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
