package dev.millrace.load.run;

import dev.millrace.load.limit.LagTrend;
import dev.millrace.load.result.Series;
import dev.millrace.load.witness.RunTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results that are owed and have not come, second by second. Unlike lag behind committed offsets it does not saw with the commits, so
 * its trend tells sooner whether the platform keeps up. Not thread-safe.
 */
final class BacklogCurve {
    static final String PLOT = "backlog";

    private static final long SECOND = 1_000_000;

    private final List<Double> seconds = new ArrayList<>();
    private final List<@Nullable Double> values = new ArrayList<>();
    private final RunTime time;
    private final double warmUp;
    private final double length;
    private long next;

    BacklogCurve(RunTime time, Duration warmUp, Duration length) {
        this.time = time;
        this.warmUp = warmUp.toMillis() / 1000.0;
        this.length = length.toMillis() / 1000.0;
    }

    /** Looks at most once a second. */
    void look(long owed, long results) {
        long now = time.nowMicros();
        if (now >= next) {
            next = Math.floorDiv(now, SECOND) * SECOND + SECOND;
            seconds.add(now / 1e6 - warmUp);
            values.add((double) Math.max(0, owed - results));
        }
    }

    Series series(int run) {
        return new Series(PLOT, "owed results", "results", run, List.copyOf(seconds), new ArrayList<>(values));
    }

    /** Growth in the measured part, results per second; NaN where that is too short to tell. */
    double slope(int run) {
        List<Double> at = new ArrayList<>();
        List<@Nullable Double> seen = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            if (seconds.get(i) >= 0 && seconds.get(i) <= length) {
                at.add(seconds.get(i));
                seen.add(values.get(i));
            }
        }
        return at.size() < LagTrend.LEAST
                ? Double.NaN
                : LagTrend.of(new Series(PLOT, "", "", run, at, seen), 0).slope();
    }
}
