package dev.millrace.scaler.forecast;

import java.util.Arrays;

/**
 * Mean rate of each slot of a day or a week, exponentially over its rounds. Once a slot is known, one round moves it by no more than if
 * it had brought twice or half of what was expected (a clipped innovation, as Huber's estimators do), so that one odd day is not learnt.
 */
final class Season {
    static final int NEEDED_ROUNDS = 2;
    private static final double WEIGHT = .3;
    private static final double ODD = 2;

    private final double[] rates;
    private final int[] rounds;

    Season(int slots) {
        this(new double[slots], new int[slots]);
    }

    Season(double[] rates, int[] rounds) {
        this.rates = rates.clone();
        this.rounds = rounds.clone();
    }

    void learn(int slot, double perSecond) {
        int before = rounds[slot];
        double known = rates[slot];
        double seen = before < NEEDED_ROUNDS ? perSecond : Math.max(known / ODD, Math.min(leastTop(known), perSecond));
        rates[slot] = known + Math.max(WEIGHT, 1. / (before + 1)) * (seen - known);
        rounds[slot] = Math.min(Integer.MAX_VALUE - 1, before) + 1;
    }

    /** Silence is not for ever: from nothing a slot rises to a tenth of the season's mean at least. */
    private double leastTop(double known) {
        return Math.max(ODD * known, Arrays.stream(rates).average().orElse(0) / 10);
    }

    boolean knows(int slot) {
        return rounds[slot] >= NEEDED_ROUNDS;
    }

    double perSecond(int slot) {
        return rates[slot];
    }

    double[] rates() {
        return rates.clone();
    }

    int[] rounds() {
        return rounds.clone();
    }
}
