package dev.millrace.inference.training.recommend;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One step of stochastic gradient descent on a sampled softmax: the true next item against some drawn ones.
 *
 * <p>Items are drawn with probability {@code q} and the logits corrected by −log q (Bengio and Senécal 2008), so that the
 * scores estimate the log-probability of the full softmax whatever {@code q} is. A random part of the history is left out of
 * every example: the model must not lean on single items. Single-threaded, mutable.
 */
final class EncoderLearner {
    private static final double FIRST_WEIGHTS = .1;

    private final EncoderWeights weights;
    private final NegativeSampler sampler;
    private final SplittableRandom random;
    private final double itemDropout;
    private final float[] logDrawn;
    private final Adagrad in;
    private final Adagrad out;
    private final Adagrad bias;

    // of the current example
    private final int[] history;
    private final float[] shares;
    private final int[] candidates;
    private final float[] slopes;
    private final float[] user;
    private final float[] userSlope;
    private int kept;

    EncoderLearner(SessionEncoderConfig config, int[] popularity, SplittableRandom random) {
        this.random = random;
        int d = config.dimension();
        int rows = popularity.length;
        weights = new EncoderWeights(rows - 1, d);
        for (int i = d; i < weights.in().length; i++) {
            weights.in()[i] = (float) (FIRST_WEIGHTS * random.nextGaussian());
            weights.out()[i] = (float) (FIRST_WEIGHTS * random.nextGaussian());
        }
        sampler = new NegativeSampler(popularity, config.popularityPower(), random);
        logDrawn = logDrawn(popularity, config.popularityPower());
        itemDropout = config.itemDropout();
        in = new Adagrad(rows, config.learningRate());
        out = new Adagrad(rows, config.learningRate());
        bias = new Adagrad(rows, config.learningRate());
        history = new int[config.historyLength()];
        shares = new float[config.historyLength()];
        candidates = new int[config.negatives() + 1];
        slopes = new float[config.negatives() + 1];
        user = new float[d];
        userSlope = new float[d];
    }

    EncoderWeights weights() {
        return weights;
    }

    /**
     * Learns that {@code sequence[position]} follows what is before it.
     *
     * @param importance of the example, 1 is ordinary
     * @return the loss before the step: −log of the probability of the true item among the drawn ones
     */
    double step(int[] sequence, int position, float importance) {
        encode(sequence, position);
        draw(sequence[position]);
        double loss = score(importance);
        updateItems();
        updateHistory();
        return loss;
    }

    private void encode(int[] sequence, int position) {
        kept = 0;
        float sum = 0;
        for (int k = 1; k <= Math.min(position, history.length); k++) {
            if (random.nextDouble() >= itemDropout) {
                history[kept] = sequence[position - k];
                shares[kept] = EncoderWeights.recency(k);
                sum += shares[kept++];
            }
        }
        Arrays.fill(user, 0);
        for (int i = 0; i < kept; i++) {
            shares[i] *= EncoderWeights.norm(sum);
            Vectors.add(user, shares[i], weights.in(), history[i] * user.length);
        }
    }

    private void draw(int target) {
        candidates[0] = target;
        for (int j = 1; j < candidates.length; j++) {
            do {
                candidates[j] = sampler.next();
            } while (candidates[j] == target);
        }
    }

    /** Fills {@code slopes}, the gradient of the loss by each candidate's score: softmax − truth. */
    private double score(float importance) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < candidates.length; j++) {
            slopes[j] = weights.score(user, candidates[j]) - logDrawn[candidates[j]];
            highest = Math.max(highest, slopes[j]);
        }
        double sum = 0;
        for (int j = 0; j < candidates.length; j++) {
            slopes[j] = (float) Math.exp(slopes[j] - highest);
            sum += slopes[j];
        }
        double probability = slopes[0] / sum;
        for (int j = 0; j < candidates.length; j++) {
            slopes[j] = importance * ((float) (slopes[j] / sum) - (j == 0 ? 1 : 0));
        }
        return -Math.log(Math.max(Float.MIN_VALUE, probability));
    }

    private void updateItems() {
        int d = user.length;
        Arrays.fill(userSlope, 0);
        for (int j = 0; j < candidates.length; j++) {
            Vectors.add(userSlope, slopes[j], weights.out(), candidates[j] * d);
        }
        float meanSquare = Vectors.dot(user, user, 0) / d;
        for (int j = 0; j < candidates.length; j++) {
            int row = candidates[j];
            float slope = slopes[j];
            float squared = slope * slope;
            Vectors.addTo(weights.out(), row * d, -slope * out.step(row, squared * meanSquare), user);
            weights.bias()[row] -= slope * bias.step(row, squared);
        }
    }

    private void updateHistory() {
        int d = user.length;
        float meanSquare = Vectors.dot(userSlope, userSlope, 0) / d;
        for (int i = 0; i < kept; i++) {
            int row = history[i];
            float step = in.step(row, shares[i] * shares[i] * meanSquare);
            Vectors.addTo(weights.in(), row * d, -shares[i] * step, userSlope);
        }
    }

    /** log q of each item, up to a constant. */
    private static float[] logDrawn(int[] popularity, double power) {
        float[] log = new float[popularity.length];
        for (int i = 1; i < log.length; i++) {
            log[i] = (float) (power * Math.log(popularity[i]));
        }
        return log;
    }
}
