package dev.millrace.observer.tables;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.observer.follow.LiveReports;
import dev.millrace.observer.snapshot.WorkerState;
import dev.millrace.observer.snapshot.WorkerState.State;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Workers that report, by model and state. A model that has been seen keeps its zeros. */
public final class WorkerTable {
    private static final double MILLIS = 1e3;
    private static final int MOST_MODELS = 200;

    private final LiveReports reports;
    private final MultiGauge gauges;
    private final TreeSet<String> models = new TreeSet<>();

    public WorkerTable(MeterRegistry registry, LiveReports reports) {
        this.reports = reports;
        this.gauges = ObserverMetrics.WORKERS.gauges(registry);
    }

    /** By model and instance; the gauges tell the same from now on. */
    public List<WorkerState> look(long millis) {
        for (String model : reports.models()) {
            if (models.size() < MOST_MODELS) {
                models.add(model);
            }
        }
        var workers = new ArrayList<WorkerState>();
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (String model : models) {
            var counts = new EnumMap<State, Integer>(State.class);
            for (LiveReports.Heard heard : reports.of(model)) {
                WorkerReport report = heard.report();
                State state = report.ready() ? State.READY : State.STARTING;
                counts.merge(state, 1, Integer::sum);
                long until = report.readyAt() == null ? millis : report.readyAt();
                double startup = Math.max(0, until - report.startedAt()) / MILLIS;
                workers.add(new WorkerState(model, report.instance(), state, startup));
            }
            for (State state : State.values()) {
                String label = state.name().toLowerCase(Locale.ROOT);
                rows.add(MultiGauge.Row.of(ObserverMetrics.WORKERS.tags(model, label), counts.getOrDefault(state, 0)));
            }
        }
        gauges.register(rows, true);
        workers.sort(Comparator.comparing(WorkerState::model).thenComparing(WorkerState::instance));
        return workers;
    }
}
