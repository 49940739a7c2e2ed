package dev.millrace.inference.training.recommend;

import java.time.Duration;

/**
 * How the session encoder is trained.
 *
 * @param dimension of an embedding, a multiple of 4
 * @param historyLength items of the history that count
 * @param epochs passes over the data, fewer where the time budget ends
 * @param learningRate of Adagrad
 * @param itemDropout chance that an item of the history is left out of a training example
 * @param negatives items drawn against each true one
 * @param popularityPower negatives are drawn ∝ popularity to this power
 * @param oldestWeight weight of the oldest example; the newest has 1, in between it grows exponentially by rank in time, so
 *     that what is in fashion counts and the span of the data does not matter
 * @param minInteractions fewer are refused
 * @param timeBudget training stops there with what it has; deterministic as long as it is not reached
 * @param seed of everything random
 */
public record SessionEncoderConfig(
        int dimension,
        int historyLength,
        int epochs,
        float learningRate,
        double itemDropout,
        int negatives,
        double popularityPower,
        double oldestWeight,
        int minInteractions,
        Duration timeBudget,
        long seed) {
    public SessionEncoderConfig {
        require(dimension > 0 && dimension % 4 == 0, "dimension", dimension, "a positive multiple of 4");
        require(historyLength > 0, "historyLength", historyLength, "positive");
        require(epochs > 0, "epochs", epochs, "positive");
        require(learningRate > 0, "learningRate", learningRate, "positive");
        require(itemDropout >= 0 && itemDropout < 1, "itemDropout", itemDropout, "at least 0 and below 1");
        require(negatives > 0, "negatives", negatives, "positive");
        require(popularityPower >= 0, "popularityPower", popularityPower, "at least 0");
        require(oldestWeight > 0 && oldestWeight <= 1, "oldestWeight", oldestWeight, "above 0 and at most 1");
        require(minInteractions >= 2, "minInteractions", minInteractions, "at least 2");
        require(!timeBudget.isNegative() && !timeBudget.isZero(), "timeBudget", timeBudget, "positive");
    }

    public static SessionEncoderConfig defaults() {
        return new SessionEncoderConfig(64, 50, 20, .05f, .4, 32, .25, .1, 100, Duration.ofMinutes(10), 1);
    }

    public SessionEncoderConfig withEpochs(int most) {
        return new SessionEncoderConfig(
                dimension,
                historyLength,
                most,
                learningRate,
                itemDropout,
                negatives,
                popularityPower,
                oldestWeight,
                minInteractions,
                timeBudget,
                seed);
    }

    public SessionEncoderConfig withTimeBudget(Duration budget) {
        return new SessionEncoderConfig(
                dimension,
                historyLength,
                epochs,
                learningRate,
                itemDropout,
                negatives,
                popularityPower,
                oldestWeight,
                minInteractions,
                budget,
                seed);
    }

    public SessionEncoderConfig withSeed(long other) {
        return new SessionEncoderConfig(
                dimension,
                historyLength,
                epochs,
                learningRate,
                itemDropout,
                negatives,
                popularityPower,
                oldestWeight,
                minInteractions,
                timeBudget,
                other);
    }

    private static void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("recommender training " + key + " must be " + rule + ", it is " + value);
        }
    }
}
