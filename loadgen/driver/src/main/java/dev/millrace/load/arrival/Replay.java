package dev.millrace.load.arrival;

import dev.millrace.servicekit.SettingException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A recording in its own time: an event where the file has one, the first at the begin, {@code speed} times as fast. Ends with
 * the file.
 *
 * @param file CSV with a head line, or one JSON object a line ({@code .jsonl}, {@code .ndjson}, {@code .json})
 * @param column that holds the event time: ISO-8601 (without a zone it is UTC) or epoch milliseconds
 * @param speed how many times as fast as recorded; 0, which is what a file says that leaves it out, is 1
 */
public record Replay(String file, String column, double speed, Spacing spacing) implements ArrivalSpec {
    private static final double NANOS_PER_MILLI = 1e6;

    public Replay(@Nullable String file, @Nullable String column, double speed, @Nullable Spacing spacing) {
        if (file == null || file.isBlank()) {
            throw new SettingException("file", "is required: the CSV or JSON lines file to replay");
        }
        if (spacing == Spacing.POISSON) {
            throw new SettingException(
                    "spacing", "'poisson' cannot be had in a replay: it keeps the file's own instants");
        }
        this.file = file;
        this.column = column == null ? "timestamp" : column;
        this.speed = speed == 0 ? 1 : speed; // left out in the file
        Checks.within("speed", this.speed, 1e-6, 1e9);
        this.spacing = Spacing.EVEN;
    }

    /** What the file has in each second, as the report draws it. */
    @Override
    public RateCurve curve(Duration run) {
        int seconds = (int) Math.max(1, Math.ceil(Seconds.of(run)));
        int[] counts = new int[seconds];
        Arrivals arrivals = arrivals(run, 0);
        for (long due = arrivals.next(); due != Arrivals.END; due = arrivals.next()) {
            counts[(int) (due / 1_000_000_000L)]++;
        }
        double[] knots = new double[seconds * 2 + 1];
        double[] rates = new double[seconds * 2 + 1];
        for (int i = 0; i < seconds * 2; i++) {
            int passed = (i + 1) / 2;
            knots[i] = passed;
            rates[i] = counts[i / 2];
        }
        knots[seconds * 2] = seconds;
        return RateCurve.through(knots, rates);
    }

    @Override
    public Arrivals arrivals(Duration run, long seed) {
        long[] millis = EventTimes.read(Path.of(file), column);
        long until = run.toNanos();
        return new Arrivals() {
            private int next;

            @Override
            public long next() {
                if (next == millis.length) {
                    return END;
                }
                double due = (millis[next] - millis[0]) * NANOS_PER_MILLI / speed;
                if (due >= until) {
                    return END;
                }
                next++;
                return Math.round(due);
            }
        };
    }

    @Override
    public Replay times(double factor) {
        return new Replay(file, column, speed * factor, null);
    }
}
