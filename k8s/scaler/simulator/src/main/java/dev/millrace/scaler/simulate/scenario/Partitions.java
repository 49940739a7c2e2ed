package dev.millrace.scaler.simulate.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.load.arrival.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the topic and how records spread over them.
 *
 * @param count how many, 1 to 100,000
 * @param spread whether each gets as much as the others
 * @param skew exponent of {@link Spread#ZIPF}: partition i gets a share in proportion to {@code 1 / i^skew}
 * @param share of all records that the first partition gets under {@link Spread#HOT}
 */
public record Partitions(int count, Spread spread, double skew, double share) {
    private static final int MOST = 100_000;

    /** How records spread over partitions. */
    public enum Spread {
        /** Each the same. */
        @JsonProperty("even")
        EVEN,
        /** By Zipf's law, the first the most. */
        @JsonProperty("zipf")
        ZIPF,
        /** One has a share of its own, the others the rest evenly. */
        @JsonProperty("hot")
        HOT
    }

    @com.fasterxml.jackson.annotation.JsonCreator
    Partitions(int count, @Nullable Spread spread, @Nullable Double skew, @Nullable Double share) {
        this(count, spread == null ? Spread.EVEN : spread, skew == null ? 1 : skew, share == null ? .5 : share);
    }

    public Partitions {
        Checks.within("partitions.count", count, 1, MOST);
        Checks.within("partitions.skew", skew, 0, 10);
        Checks.within("partitions.share", share, 0, 1);
    }

    public static Partitions even(int count) {
        return new Partitions(count, Spread.EVEN, 1, 1);
    }

    /** Shares of the partitions, in sum 1. */
    public double[] weights() {
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = weight(i);
            sum += weights[i];
        }
        for (int i = 0; i < count; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private double weight(int partition) {
        return switch (spread) {
            case EVEN -> 1;
            case ZIPF -> Math.pow(partition + 1.0, -skew);
            case HOT -> count == 1 ? 1 : partition == 0 ? share : (1 - share) / (count - 1);
        };
    }
}
