package dev.millrace.e2e;

import dev.millrace.dashboards.alerts.Alert;
import dev.millrace.dashboards.alerts.Recording;
import dev.millrace.dashboards.alerts.Rules;
import dev.millrace.dashboards.boards.Boards;
import dev.millrace.dashboards.grafana.Dashboard;
import dev.millrace.dashboards.grafana.Panel;
import dev.millrace.dashboards.grafana.Target;
import dev.millrace.dashboards.promql.Prom;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.GpuMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import dev.millrace.telemetry.catalog.StoreMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query that a dashboard or a rule asks.
 *
 * @param where dashboard and panel, or rule
 */
record Asked(String where, String query, Set<Metric> metrics) {
    /** What a platform that is well, has no GPU and is minutes old has no series of. */
    private static final Map<Metric, String> EMPTY = Map.ofEntries(
            Map.entry(GpuMetrics.UTILISATION, "no GPU, no DCGM exporter"),
            Map.entry(GpuMetrics.MEMORY_USED, "no GPU, no DCGM exporter"),
            Map.entry(GpuMetrics.MEMORY_FREE, "no GPU, no DCGM exporter"),
            Map.entry(GpuMetrics.POWER, "no GPU, no DCGM exporter"),
            Map.entry(Prom.ALERTS, "nothing fires"),
            Map.entry(WorkerMetrics.REFUSALS, "no version was refused"),
            Map.entry(StageMetrics.REPEATED, "no record came twice"),
            Map.entry(WorkerMetrics.ABORTS, "transactions are of the exactly-once mode"),
            Map.entry(WorkerMetrics.COMMIT, "transactions are of the exactly-once mode"),
            Map.entry(StoreMetrics.CACHE, "no cache is switched on"),
            Map.entry(StoreMetrics.COMPACTIONS, "the first compaction is hours away"),
            Map.entry(StoreMetrics.REPETITIONS, "the first compaction is hours away"));

    /** All that dashboards and rules ask, ready for a Prometheus that scrapes once a second; of rules the values, without limits. */
    static List<Asked> all() {
        var all = new LinkedHashMap<String, Asked>();
        for (Dashboard board : Boards.all()) {
            for (Panel panel : board.panels().toList()) {
                for (Target target : panel.targets()) {
                    add(
                            all,
                            board.title() + " / " + panel.title(),
                            target.expr().text(),
                            target.expr().metrics());
                }
            }
        }
        for (Recording recording : Rules.recordings()) {
            add(
                    all,
                    recording.metric().name(),
                    recording.expr().text(),
                    recording.expr().metrics());
        }
        for (Alert alert : Rules.alerts()) {
            for (String value : alert.expr().values()) {
                add(all, alert.name(), value, alert.expr().metrics());
            }
        }
        return new ArrayList<>(all.values());
    }

    /** As Grafana fills it in: all of everything, and four scrapes at least for a rate. */
    static String filledIn(String query, String window) {
        return query.replace(Prom.PANEL, window).replaceAll("\\$(flow|model|group)\\b", ".*");
    }

    private static void add(Map<String, Asked> all, String where, String query, Set<Metric> metrics) {
        String filled = filledIn(query, "15s");
        all.putIfAbsent(filled, new Asked(where, filled, metrics));
    }

    /** Why there may be no answer; null where there must be one. */
    @Nullable
    String mayBeEmpty() {
        if (query.contains("'error'")) {
            return "nothing failed";
        }
        return metrics.stream()
                .filter(EMPTY::containsKey)
                .map(EMPTY::get)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return where + ": " + query;
    }
}
