package dev.millrace.local.demo.report;

import dev.millrace.local.demo.measure.FlowMeter;
import dev.millrace.local.demo.summary.Percentiles;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One line every two seconds: per flow what went in, at which rate, how much is on its way, and the latency of late. */
public final class ProgressTable {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final Console out;
    private final Map<String, FlowMeter<?>> flows;
    private final Map<String, Long> sentBefore = new LinkedHashMap<>();
    private final long started;
    private long last;
    private boolean headed;

    public ProgressTable(Console out, Map<String, FlowMeter<?>> flows, long nowNanos) {
        this.out = out;
        this.flows = new LinkedHashMap<>(flows);
        this.started = nowNanos;
        this.last = nowNanos;
        flows.forEach((name, meter) -> {
            sentBefore.put(name, meter.sentCount());
            meter.takeInterval();
        });
    }

    /** Writes a line if the last one is two seconds old. */
    public void tick(long nowNanos) {
        if (nowNanos - last >= EVERY_NANOS) {
            line(nowNanos);
        }
    }

    private void head() {
        var head = new StringBuilder("   time");
        flows.keySet()
                .forEach(name ->
                        head.append(String.format(Locale.ROOT, " | %-6s in     out    /s  lag p50 p99 ms", name)));
        out.line(head.toString());
        headed = true;
    }

    private void line(long nowNanos) {
        if (!headed) {
            head();
        }
        double seconds = (nowNanos - last) / 1e9;
        last = nowNanos;
        var line = new StringBuilder(String.format(Locale.ROOT, "%5.0f s", (nowNanos - started) / 1e9));
        flows.forEach((name, meter) -> {
            long sent = meter.sentCount();
            long before = sentBefore.getOrDefault(name, 0L);
            sentBefore.put(name, sent);
            Percentiles late = meter.takeInterval();
            line.append(String.format(
                    Locale.ROOT,
                    " | %9d %7d %5.0f %4d %3.0f %6.0f",
                    sent,
                    meter.results(),
                    (sent - before) / seconds,
                    meter.outstanding(),
                    late.p50(),
                    late.p99()));
        });
        out.line(line.toString());
    }
}
