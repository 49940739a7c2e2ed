package dev.millrace.inference.training.recommend;

import java.util.SplittableRandom;

/** Draws an item index ∝ popularity^power in constant time: the alias method (Walker 1977, Vose 1991). */
final class NegativeSampler {
    private final double[] keep;
    private final int[] alias;
    private final SplittableRandom random;

    /** Draws by {@code popularity[item]}; place 0 is not drawn. */
    NegativeSampler(int[] popularity, double power, SplittableRandom random) {
        this.random = random;
        int n = popularity.length - 1;
        keep = new double[n];
        alias = new int[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            keep[i] = Math.pow(popularity[i + 1], power);
            sum += keep[i];
        }
        int[] work = new int[n]; // poor ones from the left, rich ones from the right
        int poor = 0;
        int rich = n;
        for (int i = 0; i < n; i++) {
            keep[i] *= n / sum;
            work[keep[i] < 1 ? poor++ : --rich] = i;
        }
        while (poor > 0 && rich < n) {
            int small = work[--poor];
            int large = work[rich];
            alias[small] = large;
            keep[large] -= 1 - keep[small];
            if (keep[large] < 1) {
                rich++;
                work[poor++] = large;
            }
        }
        while (poor > 0) { // left over by rounding
            keep[work[--poor]] = 1;
        }
    }

    int next() {
        int place = random.nextInt(keep.length);
        return (random.nextDouble() < keep[place] ? place : alias[place]) + 1;
    }
}
