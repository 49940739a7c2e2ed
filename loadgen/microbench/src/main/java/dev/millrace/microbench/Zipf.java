package dev.millrace.microbench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws numbers from 0 to {@code size − 1}, number i with a probability proportional to 1 / (i + 1): few are asked for often. */
final class Zipf {
    private final double[] cumulative;
    private final RandomGenerator random;

    Zipf(int size, RandomGenerator random) {
        this.cumulative = new double[size];
        this.random = random;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    int next() {
        int at = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(cumulative.length - 1, at < 0 ? -at - 1 : at);
    }
}
