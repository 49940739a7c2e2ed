package dev.millrace.scaler.server.workers;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.observer.follow.LiveReports;
import dev.millrace.scaler.decide.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The workers that report, as fleets. Thread-safe. */
public final class Workers {
    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final LiveReports reports;

    public Workers(LongSupplier nanos) {
        this.nanos = nanos;
        this.reports = new LiveReports(nanos);
    }

    /** The value of a record of {@code worker-reports}. */
    public void read(byte[] value) {
        reports.read(value);
    }

    public void report(WorkerReport report) {
        reports.report(report);
    }

    /** Last reports of the model's workers, of those that have not stopped. */
    public List<WorkerReport> of(String model) {
        return reports.of(model).stream().map(LiveReports.Heard::report).toList();
    }

    /** Whether the model's workers report, though none may live now. */
    public boolean reporting(String model) {
        return reports.reporting(model);
    }

    public Fleet fleet(String model) {
        int ready = 0;
        int busy = 0;
        var starting = new ArrayList<Double>();
        for (LiveReports.Heard heard : reports.of(model)) {
            WorkerReport report = heard.report();
            if (report.ready()) {
                ready++;
                busy += report.inFlight() > 0 ? 1 : 0;
            } else {
                double since = (nanos.getAsLong() - heard.nanos()) / NANOS;
                starting.add(since + Math.max(0, report.at() - report.startedAt()) / MILLIS);
            }
        }
        return new Fleet(ready, starting, busy);
    }
}
