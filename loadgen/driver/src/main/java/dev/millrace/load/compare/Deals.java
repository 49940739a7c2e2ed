package dev.millrace.load.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The ways to say which of all samples are of the first run; the true one comes first. */
final class Deals {
    private Deals() {}

    /** All ways if they are at most {@code most}, otherwise that many, drawn by {@code seed}; true marks a sample of the first run. */
    static List<boolean[]> of(int all, int first, int most, long seed) {
        boolean[] truth = new boolean[all];
        Arrays.fill(truth, 0, first, true);
        return ways(all, first) <= most ? every(truth) : drawn(truth, most, seed);
    }

    private static double ways(int all, int first) {
        double ways = 1;
        for (int i = 1; i <= first; i++) {
            ways = ways * (all - first + i) / i;
        }
        return ways;
    }

    private static List<boolean[]> every(boolean[] truth) {
        List<boolean[]> deals = new ArrayList<>();
        boolean[] deal = truth.clone();
        do {
            deals.add(deal.clone());
        } while (next(deal));
        return deals;
    }

    /** The next arrangement in falling lexicographic order; false after the last. */
    private static boolean next(boolean[] deal) {
        int i = deal.length - 2;
        while (i >= 0 && !(deal[i] && !deal[i + 1])) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        deal[i] = false;
        int left = 1;
        for (int j = i + 1; j < deal.length; j++) {
            left += deal[j] ? 1 : 0;
        }
        Arrays.fill(deal, i + 1, i + 1 + left, true);
        Arrays.fill(deal, i + 1 + left, deal.length, false);
        return true;
    }

    private static List<boolean[]> drawn(boolean[] truth, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<boolean[]> deals = new ArrayList<>();
        deals.add(truth);
        while (deals.size() < most) {
            boolean[] deal = truth.clone();
            for (int i = deal.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                boolean kept = deal[i];
                deal[i] = deal[j];
                deal[j] = kept;
            }
            deals.add(deal);
        }
        return deals;
    }
}
