package dev.millrace.microbench;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;

/**
 * One start of a worker, counted from before its process exists.
 *
 * @param answer until a consumer had the answer to the request that waited
 * @param ready until {@code /health/ready} said so
 * @param cpu processor time of the process up to the answer; the system counts in hundredths of a second
 */
record Start(Duration answer, Duration ready, Duration cpu) {
    /** Median, least and greatest of each, in milliseconds. */
    static String summary(Collection<Start> starts) {
        return "answer " + spread(starts, Start::answer) + ", ready " + spread(starts, Start::ready) + ", CPU "
                + spread(starts, Start::cpu);
    }

    private static String spread(Collection<Start> starts, Function<Start, Duration> value) {
        double[] millis = starts.stream()
                .mapToDouble(start -> value.apply(start).toNanos() / 1e6)
                .sorted()
                .toArray();
        double median = (millis[(millis.length - 1) / 2] + millis[millis.length / 2]) / 2;
        return String.format(Locale.ROOT, "%.0f ms (%.0f to %.0f)", median, millis[0], millis[millis.length - 1]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "answer %d ms, ready %d ms, CPU %d ms",
                answer.toMillis(),
                ready.toMillis(),
                cpu.toMillis());
    }
}
