package dev.millrace.load.run;

import dev.millrace.load.witness.FlowBook;
import dev.millrace.load.witness.SecondPoint;
import dev.millrace.load.witness.sample.GroupLag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line every two seconds of a trial. */
final class Progress {
    static final String HEAD =
            "      time        sent      owed   results   sensor p50/p99     user p50/p99     worst lag";

    private Progress() {}

    static String line(
            long micros,
            long sent,
            long owed,
            long results,
            @Nullable FlowBook sensors,
            @Nullable FlowBook users,
            Map<String, GroupLag> lag) {
        String worst = lag.entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.seconds(), b.seconds())))
                .map(group ->
                        String.format(Locale.ROOT, "%.1f s %s", group.getValue().seconds(), group.getKey()))
                .orElse("-");
        return String.format(
                Locale.ROOT,
                "  %6.1f s  %,10d %,9d %,9d  %16s %16s  %s",
                micros / 1e6,
                sent,
                owed,
                results,
                latency(sensors),
                latency(users),
                worst);
    }

    private static String latency(@Nullable FlowBook book) {
        List<SecondPoint> seconds = book == null ? List.of() : book.seconds();
        if (seconds.isEmpty()) {
            return "-";
        }
        SecondPoint last = seconds.get(Math.max(0, seconds.size() - 2)); // the newest is still under way
        return String.format(Locale.ROOT, "%.0f/%.0f ms", last.p50() / 1000.0, last.p99() / 1000.0);
    }
}
