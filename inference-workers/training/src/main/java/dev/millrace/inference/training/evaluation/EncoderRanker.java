package dev.millrace.inference.training.evaluation;

import dev.millrace.inference.training.recommend.SessionEncoder;
import dev.millrace.inference.training.recommend.Vocabulary;
import java.util.Arrays;

/** A trained {@link SessionEncoder}; items that it was not trained on cannot be recommended. */
public final class EncoderRanker implements NextItemRanker {
    private final SessionEncoder model;
    /** Index in the model by index in the catalogue, 0 where unknown. */
    private int[] known = {};

    public EncoderRanker(SessionEncoder model) {
        this.model = model;
    }

    @Override
    public String name() {
        return "session encoder";
    }

    @Override
    public void start(Vocabulary catalogue) {
        known = new int[catalogue.size() + 1];
        for (int i = 1; i < known.length; i++) {
            known[i] = model.items().index(catalogue.item(i));
        }
    }

    @Override
    public void observe(int item, long timestamp) {}

    @Override
    public void score(int[] history, long now, double[] scores) {
        int[] translated = Arrays.stream(history)
                .map(item -> known[item])
                .filter(item -> item > 0)
                .limit(model.historyLength())
                .toArray();
        float[] all = model.scores(translated);
        for (int i = 1; i < scores.length; i++) {
            scores[i] = known[i] > 0 ? all[known[i] - 1] : Double.NEGATIVE_INFINITY;
        }
    }
}
