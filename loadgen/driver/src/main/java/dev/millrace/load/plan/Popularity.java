package dev.millrace.load.plan;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;

/**
 * Draws of keys of which few are hot: the key of rank r (from 1) is drawn in proportion to r^−skew (Zipf). No table of
 * probabilities: rejection-inversion (Hörmann, Derflinger: "Rejection-inversion to generate variates from monotone discrete
 * distributions", ACM TOMACS 6, 1996) takes constant time and memory for millions of keys.
 *
 * <p>Ranks are scattered over the keys by a permutation (multiplication by a unit modulo the number of keys), so that hot keys
 * fall on all partitions and sending processes.
 *
 * <p>Single-threaded: it draws from the random source that it is given.
 */
final class Popularity {
    private final int keys;
    private final long factor;
    private final long shift;
    private final SharedStateDiscreteSampler ranks;

    Popularity(int keys, double skew, long seed, UniformRandomProvider source) {
        this.keys = keys;
        this.factor = unit(keys, seed);
        this.shift = Math.floorMod(Mix.of(seed, 2), keys);
        this.ranks = RejectionInversionZipfSampler.of(source, keys, skew);
    }

    private static long unit(int keys, long seed) {
        // Far from 0 and from the number of keys, so that neighbouring ranks are no neighbours.
        long candidate = (long) keys / 3 + Math.floorMod(Mix.of(seed, 1), Math.max(1, keys / 3)) + 1;
        while (gcd(candidate, keys) != 1) {
            candidate++;
        }
        return candidate;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** A key from 0. */
    int next() {
        return key(ranks.sample());
    }

    /** The key of a rank from 1; every key has one. */
    int key(int rank) {
        return (int) (((rank - 1) * factor + shift) % keys);
    }

    /** Share of all draws that the hottest key gets. */
    static double topShare(int keys, double skew) {
        // The sum up to 10,000 and the integral beyond: within a thousandth.
        int exact = Math.min(keys, 10_000);
        double sum = 0;
        for (int rank = 1; rank <= exact; rank++) {
            sum += Math.pow(rank, -skew);
        }
        if (keys > exact) {
            double from = exact + .5;
            double to = keys + .5;
            sum += skew == 1 ? Math.log(to / from) : (Math.pow(to, 1 - skew) - Math.pow(from, 1 - skew)) / (1 - skew);
        }
        return 1 / sum;
    }
}
