package dev.millrace.inference.rollout;

import dev.millrace.contracts.ScoreBins;
import dev.millrace.inference.rollout.Observation.Ranking;
import dev.millrace.inference.rollout.Observation.Score;
import dev.millrace.inference.rollout.Observation.Vector;
import java.util.HashSet;
import java.util.List;

/** How two answers compare, and in which bin one counts. */
final class Observations {
    /** Bins for answers that name something: 32 are enough to see another mix, and few enough to fill. */
    static final int NAMES = 32;

    private Observations() {}

    /** Whether both take the same decision; answers of different kinds or sizes never do. */
    static boolean agree(Observation live, Observation candidate) {
        if (live instanceof Score one && candidate instanceof Score other) {
            return one.positive() == other.positive();
        }
        if (live instanceof Ranking one && candidate instanceof Ranking other) {
            return first(one.items()).equals(first(other.items()));
        }
        if (live instanceof Vector one && candidate instanceof Vector other) {
            return one.values().length == other.values().length && largest(one.values()) == largest(other.values());
        }
        return false;
    }

    /** Common share of two rankings, 1 where both are empty; of other answers 1 where they agree, else 0. */
    static double overlap(Observation live, Observation candidate) {
        if (live instanceof Ranking one && candidate instanceof Ranking other) {
            var ones = new HashSet<>(one.items());
            var others = new HashSet<>(other.items());
            int most = Math.max(ones.size(), others.size());
            ones.retainAll(others);
            return most == 0 ? 1 : (double) ones.size() / most;
        }
        return agree(live, candidate) ? 1 : 0;
    }

    /**
     * Bin of an answer: of a score, or of an output of one value, its {@link ScoreBins bin}; of a longer output the position of
     * the largest value, and of a ranking the first item, hashed into {@link #NAMES} bins.
     */
    static int bin(Observation answer) {
        if (answer instanceof Score score) {
            return ScoreBins.of(score.value());
        }
        if (answer instanceof Vector vector) {
            return vector.values().length == 1
                    ? ScoreBins.of(vector.values()[0])
                    : Math.floorMod(largest(vector.values()), NAMES);
        }
        String first = first(((Ranking) answer).items());
        return first.isEmpty() ? NAMES : Math.floorMod((first.hashCode() * 0x9E3779B9) >>> 16, NAMES);
    }

    private static String first(List<String> items) {
        return items.isEmpty() ? "" : items.get(0);
    }

    private static int largest(float[] values) {
        int largest = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isNaN(values[i]) && (largest < 0 || values[i] > values[largest])) {
                largest = i;
            }
        }
        return largest;
    }
}
