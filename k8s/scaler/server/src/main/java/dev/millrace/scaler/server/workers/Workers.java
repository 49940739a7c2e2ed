package dev.millrace.scaler.server.workers;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.scaler.decide.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The workers that report, by model. A worker is there while it was heard within a few of its reports' periods; one that stopped in order
 * says so. Starts of one worker are told apart: where two carry one name by mistake, both are seen. Thread-safe.
 */
public final class Workers {
    /** Reports come each second. */
    private static final Duration HEARD = Duration.ofSeconds(5);

    /** Longer than a group keeps a member that died: until then a model's members are no better known than its reports. */
    private static final Duration REPORTING = Duration.ofSeconds(60);

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    /** Last report of one process. */
    private record Heard(WorkerReport report, long nanos) {}

    private final LongSupplier nanos;
    private final Map<String, Map<String, Heard>> models = new HashMap<>();
    private final Map<String, Long> lastHeard = new HashMap<>();

    public Workers(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public synchronized void report(WorkerReport report) {
        lastHeard.put(report.model(), nanos.getAsLong());
        models.computeIfAbsent(report.model(), model -> new HashMap<>())
                .put(report.process(), new Heard(report, nanos.getAsLong()));
    }

    /** Last reports of the model's workers, of those that have not stopped. */
    public synchronized List<WorkerReport> of(String model) {
        var reports = new ArrayList<WorkerReport>();
        alive(model).forEach(heard -> reports.add(heard.report));
        return List.copyOf(reports);
    }

    /** Whether the model's workers report, though none may live now. */
    public synchronized boolean reporting(String model) {
        Long last = lastHeard.get(model);
        return last != null && nanos.getAsLong() - last <= REPORTING.toNanos();
    }

    public synchronized Fleet fleet(String model) {
        int ready = 0;
        int busy = 0;
        var starting = new ArrayList<Double>();
        for (Heard heard : alive(model)) {
            WorkerReport report = heard.report;
            if (report.ready()) {
                ready++;
                busy += report.inFlight() > 0 ? 1 : 0;
            } else {
                double since = (nanos.getAsLong() - heard.nanos) / NANOS;
                starting.add(since + Math.max(0, report.at() - report.startedAt()) / MILLIS);
            }
        }
        return new Fleet(ready, starting, busy);
    }

    private List<Heard> alive(String model) {
        Map<String, Heard> known = models.get(model);
        if (known == null) {
            return List.of();
        }
        long now = nanos.getAsLong();
        known.values().removeIf(heard -> now - heard.nanos > HEARD.toNanos());
        if (known.isEmpty()) {
            models.remove(model);
        }
        return known.values().stream()
                .filter(heard -> heard.report.stoppedAt() == null)
                .toList();
    }
}
