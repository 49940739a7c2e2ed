package dev.millrace.dashboards.alerts;

import dev.millrace.dashboards.promql.Expr;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.dashboards.promql.Select;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;
import dev.millrace.telemetry.catalog.StageMetrics;
import java.util.List;

/**
 * What is promised: 99 of 100 results within two seconds, by flow. How fast the one that may be late is used up is the burn rate; at 1
 * it lasts exactly the period, and the rules fire at the rates of the
 * <a href="https://sre.google/workbook/alerting-on-slos/">SRE workbook</a>, each over a long window, so that it matters, and a short
 * one, so that it ends soon after the trouble does.
 */
public final class Slo {
    /** Share of results that are in time. */
    public static final double TARGET = .99;

    /** Seconds; a bound of the histogram. */
    public static final double SECONDS = 2;

    /** The same as the registry writes it. */
    static final String BOUND = "2.0";

    /** What may be late. */
    public static final double BUDGET = .01;

    public static final double FAST = 14.4;
    public static final double SLOW = 6;

    /** Stage from the triggering event's Kafka timestamp to publication. */
    public static final String TOTAL = "total";

    static final List<String> WINDOWS = List.of("5m", "30m", "1h", "6h");

    private Slo() {}

    /** The recorded share of results that came late in the window. */
    public static Metric late(String window) {
        if (!WINDOWS.contains(window)) {
            throw new IllegalArgumentException("window: " + window + " is none of " + WINDOWS);
        }
        return Metric.outside(
                "millrace:late_results:ratio_rate" + window,
                Kind.GAUGE,
                "ratio",
                "Share of results that took longer than the objective",
                "flow");
    }

    /** The share that came in time; nothing while there are no results. */
    public static Expr inTime(Select buckets, Select counts, String window, String... labels) {
        Expr inTime =
                Prom.sumBy(buckets.where("stage", TOTAL).where("le", BOUND).rate(window), labels);
        Expr all = Prom.sumBy(counts.where("stage", TOTAL).rate(window), labels);
        return inTime.dividedBy(all.above(0));
    }

    static Group group() {
        List<Recording> recordings = WINDOWS.stream()
                .map(window -> new Recording(
                        late(window),
                        inTime(Prom.buckets(StageMetrics.STAGE), Prom.count(StageMetrics.STAGE), window, "flow")
                                .complement()))
                .toList();
        return new Group(
                "millrace-slo",
                recordings,
                List.of(
                        burns("MillraceLatencyBudgetBurnsFast", "1h", "5m", FAST, Severity.PAGE),
                        burns("MillraceLatencyBudgetBurnsSlowly", "6h", "30m", SLOW, Severity.TICKET)));
    }

    private static Alert burns(String name, String window, String recent, double rate, Severity severity) {
        double limit = Math.round(rate * BUDGET * 1000) / 1000.;
        return new Alert(
                name,
                Prom.of(late(window))
                        .now()
                        .above(limit)
                        .and(Prom.of(late(recent)).now().above(limit), "flow"),
                "2m",
                severity,
                "Flow {{ $labels.flow }} is late too often",
                "{{ $value | humanizePercentage }} of the results of flow {{ $labels.flow }} in the last " + window
                        + " took longer than 2 s, and those of the last " + recent + " as well; 1 % may.");
    }
}
