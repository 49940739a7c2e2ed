package dev.millrace.inference.training.evaluation;

import dev.millrace.inference.training.recommend.Vocabulary;
import java.time.Duration;

/**
 * The most popular items, the same for everyone: the baseline to beat. Decays exponentially in event time by forward decay
 * (Cormode et al. 2009): newer interactions weigh more instead of older ones less, rescaled before they overflow.
 */
public final class PopularityRanker implements NextItemRanker {
    private static final double RESCALE_AT_HALF_LIVES = 200;

    private final String name;
    private final double halfLifeMillis;
    private double[] weights = {};
    private long landmark = Long.MIN_VALUE;

    private PopularityRanker(String name, double halfLifeMillis) {
        this.name = name;
        this.halfLifeMillis = halfLifeMillis;
    }

    public static PopularityRanker allTime() {
        return new PopularityRanker("popularity", Double.POSITIVE_INFINITY);
    }

    public static PopularityRanker decayed(Duration halfLife) {
        return new PopularityRanker("popularity, half-life " + halfLife.toDays() + " d", halfLife.toMillis());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(Vocabulary catalogue) {
        weights = new double[catalogue.size() + 1];
        landmark = Long.MIN_VALUE;
    }

    @Override
    public void observe(int item, long timestamp) {
        if (landmark == Long.MIN_VALUE) {
            landmark = timestamp;
        }
        double halfLives = (timestamp - landmark) / halfLifeMillis;
        if (halfLives > RESCALE_AT_HALF_LIVES) {
            double factor = Math.pow(2, -halfLives);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= factor;
            }
            landmark = timestamp;
            halfLives = 0;
        }
        weights[item] += Math.pow(2, halfLives);
    }

    @Override
    public void score(int[] history, long now, double[] scores) {
        System.arraycopy(weights, 0, scores, 0, weights.length);
    }
}
