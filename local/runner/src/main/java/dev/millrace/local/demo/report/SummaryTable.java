package dev.millrace.local.demo.report;

import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.summary.DetectionSummary;
import dev.millrace.local.demo.summary.FlowSummary;
import dev.millrace.local.demo.summary.Percentiles;
import dev.millrace.local.demo.summary.RecommendationSummary;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The summary for people, at most 100 columns. */
public final class SummaryTable {
    private SummaryTable() {}

    public static void write(DemoSummary summary, Console out) {
        out.line("");
        out.line("Summary");
        line(
                out,
                "  platform        ready in %.1f s, peak memory %,d MB, restarts %d, consumer lag %,d",
                summary.readySeconds(),
                summary.peakRssMb(),
                summary.restarts(),
                summary.consumerLag());
        line(
                out,
                "  events          %,d in, %,d out in %.0f s of traffic",
                summary.eventsIn(),
                summary.eventsOut(),
                summary.trafficSeconds());
        line(
                out,
                "  accounting      lost %,d, duplicates %,d, dead letters %,d (expected %,d)",
                summary.lost(),
                summary.duplicates(),
                summary.deadLetters(),
                summary.deadLettersExpected());
        out.line("");
        out.line("  latency, ms        results  per s      p50     p95     p99     max");
        summary.flows().forEach((name, flow) -> flow(out, name, flow));
        summary.flows().values().stream()
                .findFirst()
                .ifPresent(flow -> out.line("                  (" + flow.steadyPart() + ")"));
        out.line("");
        if (summary.detection() != null) {
            detection(out, summary.detection());
        }
        if (summary.recommendation() != null) {
            recommendation(out, summary.recommendation());
        }
        out.line(summary.exitCode() == 0 ? "  Nothing was lost." : "  Results were lost.");
    }

    private static void flow(Console out, String name, FlowSummary flow) {
        Percentiles ms = flow.latencyMs();
        line(
                out,
                "  %-14s %,11d %6.0f  %7.0f %7.0f %7.0f %7.0f%s",
                name,
                flow.results(),
                flow.throughput(),
                ms.p50(),
                ms.p95(),
                ms.p99(),
                ms.max(),
                flow.slipMs().p99() > 5
                        ? String.format(
                                Locale.ROOT,
                                "  (sender late p99 %.0f)",
                                flow.slipMs().p99())
                        : "");
    }

    private static void detection(Console out, DetectionSummary found) {
        if (found.falseAlarms() == null) {
            line(out, "  detection       %,d alerts; no truth given to judge them by", found.alerts());
            return;
        }
        line(
                out,
                "  detection       event recall %.3f (%d of %d), %s",
                orNaN(found.eventRecall()),
                found.detected(),
                found.events(),
                found.part());
        if (found.recallByKind().size() > 1) {
            out.line("                  "
                    + found.recallByKind().entrySet().stream()
                            .map(kind -> String.format(Locale.ROOT, "%s %.2f", kind.getKey(), kind.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        line(
                out,
                "                  false alarms %.2f per sensor-day (%d in %.1f), %.2f per 1,000 readings",
                orNaN(found.falseAlarmsPerSensorDay()),
                found.falseAlarms(),
                found.sensorDays(),
                orNaN(found.alertsOutsidePerThousand()));
        if (found.delaySeconds() != null) {
            line(out, "                  detection delay %,.0f s of event time on average", found.delaySeconds());
        }
    }

    private static void recommendation(Console out, RecommendationSummary found) {
        if (found.hitRateAt10() == null) {
            out.line("  recommendation  no interaction could be judged");
            return;
        }
        line(
                out,
                "  recommendation  hit rate@10 %.3f against popularity %.3f over %,d interactions",
                found.hitRateAt10(),
                orNaN(found.popularityHitRateAt10()),
                found.positions());
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static void line(Console out, String format, @Nullable Object... arguments) {
        out.line(String.format(Locale.ROOT, format, arguments));
    }
}
