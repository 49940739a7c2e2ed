package dev.millrace.streams.core.popularity;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Popularity of an item: the number of its events, each worth half as much after every half-life of event time.
 *
 * <p>Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay", ICDE 2009): instead of shrinking old weights as
 * time goes by, an event at time t weighs 2^(t/h), and a score is divided by 2^(T/h) only where it is read at time T. So a
 * stored score never needs an update, scores of all items compare at any time without one, and late or reordered events
 * count for exactly what they are worth. 2^(t/h) leaves the doubles within weeks, so the base-2 logarithm of the sum is kept:
 * log2(2^a + 2^b) = a + log2(1 + 2^(b−a)) for a ≥ b. With a half-life of 7 days the logarithm is near 2,900 today, one unit in
 * its last place is 5·10⁻¹³ of the score, and an event still counts beside 10¹² others.
 *
 * <p>An event that comes again is recognised by its identity among the last {@code remembered} of its item. Thread-safe.
 */
public final class DecayedPopularity {
    private static final double LN_2 = Math.log(2);

    private final double halfLifeMillis;
    private final int remembered;

    public DecayedPopularity(Duration halfLife, int remembered) {
        if (halfLife.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("half-life must be at least 1 s, it is " + halfLife);
        }
        if (remembered < 0) {
            throw new IllegalArgumentException("remembered must not be negative, it is " + remembered);
        }
        this.halfLifeMillis = halfLife.toMillis();
        this.remembered = remembered;
    }

    /** The state after an event; {@code counted} is false, and the state the same, where the event came before. */
    public record Step(ItemState state, boolean counted) {}

    /** Counts one event; {@code timestamp} is its event time, epoch milliseconds. */
    public Step onEvent(@Nullable ItemState state, long identity, long timestamp) {
        double weight = timestamp / halfLifeMillis;
        if (state == null) {
            return new Step(new ItemState(weight, timestamp, remember(new long[0], identity)), true);
        }
        if (state.remembers(identity)) {
            return new Step(state, false);
        }
        var next = new ItemState(
                log2Sum(state.log2Score(), weight),
                Math.max(state.newest(), timestamp),
                remember(state.recent(), identity));
        return new Step(next, true);
    }

    /** The decayed number of events as of {@code timeMillis}; 0 where it is below what a double holds. */
    public double scoreAt(double log2Score, long timeMillis) {
        return Math.pow(2, log2Score - timeMillis / halfLifeMillis);
    }

    private static double log2Sum(double a, double b) {
        double larger = Math.max(a, b);
        return larger + Math.log1p(Math.pow(2, Math.min(a, b) - larger)) / LN_2;
    }

    private long[] remember(long[] recent, long identity) {
        if (remembered == 0) {
            return recent;
        }
        int kept = Math.min(recent.length, remembered - 1);
        long[] next = Arrays.copyOfRange(recent, recent.length - kept, recent.length + 1);
        next[kept] = identity;
        return next;
    }
}
