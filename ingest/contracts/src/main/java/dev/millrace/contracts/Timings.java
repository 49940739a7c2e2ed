package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a result was in each stage, in whole microseconds, and the total, which is their sum. Immutable.
 *
 * <p>A stage that ended before it began, by clocks of two machines that disagree, counts as 0; by how much it was less is added to
 * the skew. So the total is never negative and always the sum, and the difference of the clocks at the two ends is the total less
 * the skew. A clock that is ahead at the later end cannot be told from a stage that took longer.
 *
 * <p>In JSON milliseconds: {@code {"ingest":0.512,...,"total":7.3}}, with {@code skew} where it is worth telling. Names that are
 * no stage are passed over: a broken producer cannot make stages up.
 */
public final class Timings {
    public static final Timings NONE = new Timings(absent(), 0, 0);

    /** Name of the sum. */
    public static final String TOTAL = "total";

    /** Name of what clocks disagreed by. */
    public static final String SKEW = "skew";

    private static final long ABSENT = -1;
    private static final double MICROS = 1e3;
    private static final long MOST = Long.MAX_VALUE / 1024;

    /** Kafka's timestamps are whole milliseconds, and clocks that are kept in step differ by as much. */
    private static final long SKEW_WORTH_TELLING = 2_000;

    private final long[] micros;
    private final long total;
    private final long skew;

    private Timings(long[] micros, long total, long skew) {
        this.micros = micros;
        this.total = total;
        this.skew = skew;
    }

    private static long[] absent() {
        var none = new long[TimedStage.ALL.size()];
        Arrays.fill(none, ABSENT);
        return none;
    }

    /** Milliseconds by name, as results have them. */
    @JsonCreator
    public static Timings of(Map<String, Double> millis) {
        long[] micros = absent();
        long sum = 0;
        for (Map.Entry<String, Double> one : millis.entrySet()) {
            TimedStage stage = TimedStage.of(one.getKey());
            if (stage != null && one.getValue() != null) {
                micros[stage.index()] = micros(one.getValue());
                sum += micros[stage.index()];
            }
        }
        Double total = millis.get(TOTAL);
        Double skew = millis.get(SKEW);
        return new Timings(micros, total == null ? sum : micros(total), skew == null ? 0 : micros(skew));
    }

    /** Epoch microseconds. */
    public static long micros(Clock clock) {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    private static long micros(double millis) {
        return Math.min(MOST, Math.max(0, Math.round(millis * MICROS)));
    }

    static double millis(long micros) {
        return micros / MICROS;
    }

    /** These with one stage more; what it took is negative where the clocks at its ends disagree. */
    public Timings with(TimedStage stage, long took) {
        return and().add(stage, took).done();
    }

    /** As {@link #with} with several stages. */
    public Builder and() {
        return new Builder(this);
    }

    static Builder begin() {
        return new Builder(NONE);
    }

    public boolean has(TimedStage stage) {
        return micros[stage.index()] != ABSENT;
    }

    /** Microseconds in a stage; 0 where it was not passed. */
    public long micros(TimedStage stage) {
        return Math.max(0, micros[stage.index()]);
    }

    /** Milliseconds in a stage; 0 where it was not passed. */
    public double millis(TimedStage stage) {
        return millis(micros(stage));
    }

    /** Microseconds in all stages. */
    public long totalMicros() {
        return total;
    }

    public double totalMillis() {
        return millis(total);
    }

    /** Microseconds by which stages ended before they began. */
    public long skewMicros() {
        return skew;
    }

    /** Whether clocks disagreed by more than they do where somebody keeps them in step. */
    public boolean skewed() {
        return isSkew(skew);
    }

    /** Whether a stage that ended so many microseconds before it began is worth telling. */
    public static boolean isSkew(long micros) {
        return micros > SKEW_WORTH_TELLING;
    }

    boolean isEmpty() {
        return total == 0 && skew == 0 && Arrays.stream(micros).allMatch(one -> one == ABSENT);
    }

    /** Milliseconds by name: the stages that were passed, the total, the skew where it is worth telling. */
    @JsonValue
    public Map<String, Double> asMap() {
        var map = new LinkedHashMap<String, Double>();
        for (TimedStage stage : TimedStage.ALL) {
            if (has(stage)) {
                map.put(stage.label(), millis(stage));
            }
        }
        if (!isEmpty()) {
            map.put(TOTAL, totalMillis());
        }
        if (skewed()) {
            map.put(SKEW, millis(skew));
        }
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timings that
                && Arrays.equals(micros, that.micros)
                && total == that.total
                && skew == that.skew;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(micros) + Long.hashCode(total);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }

    /** Adds stages. */
    public static final class Builder {
        private final long[] micros;
        private long total;
        private long skew;

        private Builder(Timings before) {
            micros = before.micros.clone();
            total = before.total;
            skew = before.skew;
        }

        /** A stage that took so many microseconds; passed again, it takes that much longer. */
        public Builder add(TimedStage stage, long took) {
            long counted = Math.max(0, took);
            micros[stage.index()] = Math.max(0, micros[stage.index()]) + counted;
            total += counted;
            skew += counted - took;
            return this;
        }

        Builder skew(long more) {
            skew += more;
            return this;
        }

        /** The builder is of no use any more. */
        public Timings done() {
            return new Timings(micros, total, skew);
        }
    }
}
