package dev.millrace.inference.training.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A user is the sum of the latest items: {@code v = Σ k^-½ · in[item_k] / norm}, an item's score is {@code v · out + bias}. No
 * table of users: a new user's first event counts at once. The Java arithmetic that the ONNX file must agree with. Immutable.
 */
public final class SessionEncoder {
    private final Vocabulary items;
    private final EncoderWeights weights;
    private final int historyLength;
    private final long trainedOn;

    SessionEncoder(Vocabulary items, EncoderWeights weights, int historyLength, long trainedOn) {
        if (weights.items() != items.size()) {
            throw new IllegalArgumentException(
                    "weights of " + weights.items() + " items do not fit a vocabulary of " + items.size());
        }
        this.items = items;
        this.weights = weights;
        this.historyLength = historyLength;
        this.trainedOn = trainedOn;
    }

    public Vocabulary items() {
        return items;
    }

    /** Items of the history that count, newest first. */
    public int historyLength() {
        return historyLength;
    }

    /** Interactions that the model was trained on. */
    public long trainedOn() {
        return trainedOn;
    }

    EncoderWeights weights() {
        return weights;
    }

    /**
     * Scores of all items, {@code float32[items]} by index − 1.
     *
     * @param history indices, newest first; those after {@link #historyLength()} are not looked at
     */
    public float[] scores(int[] history) {
        float[] v = new float[weights.dimension()];
        weights.encode(history, Math.min(history.length, historyLength), v);
        float[] scores = new float[items.size()];
        for (int i = 1; i <= scores.length; i++) {
            scores[i - 1] = weights.score(v, i);
        }
        return scores;
    }

    /**
     * The best items, best first, fewer than {@code k} where the vocabulary has no more.
     *
     * @param history items newest first; unknown ones are skipped
     * @param exclude items not to return
     */
    public List<ScoredItem> topK(List<String> history, int k, Set<String> exclude) {
        float[] scores = scores(items.indices(history, historyLength));
        for (String item : exclude) {
            int index = items.index(item);
            if (index > 0) {
                scores[index - 1] = Float.NEGATIVE_INFINITY;
            }
        }
        List<ScoredItem> top = new ArrayList<>(k);
        for (int place : TopK.of(scores, k)) {
            if (scores[place] > Float.NEGATIVE_INFINITY) {
                top.add(new ScoredItem(items.item(place + 1), scores[place]));
            }
        }
        return top;
    }
}
