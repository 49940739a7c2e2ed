package dev.millrace.scaler.server.watch;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.rate.CapacityEstimate;
import dev.millrace.scaler.rate.WorkSample;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What workers report, measured; until they have, what the trigger's metadata declare. */
public final class ReportedCapacity implements CapacityMeter {
    /** Where nothing is declared: a cautious guess. */
    private static final double RATE = 100;

    private static final double STARTUP_SECONDS = 10;
    private static final double MILLIS = 1e3;

    private final Capacity declared;
    private final CapacityEstimate estimate;
    private final Set<String> started = new HashSet<>();

    public ReportedCapacity(@Nullable Double recordsPerSecond, @Nullable Double startupSeconds) {
        this.declared = new Capacity(
                recordsPerSecond == null ? RATE : recordsPerSecond,
                startupSeconds == null ? STARTUP_SECONDS : startupSeconds);
        this.estimate = new CapacityEstimate(declared);
    }

    @Override
    public Capacity measure(double seconds, Loads loads, Fleet fleet, List<WorkerReport> reports) {
        Set<String> present = new HashSet<>();
        for (WorkerReport report : reports) {
            present.add(report.process());
            Long readyAt = report.readyAt();
            if (readyAt != null && started.add(report.process())) {
                estimate.started(Math.max(0, readyAt - report.startedAt()) / MILLIS);
            }
            if (report.maxBatch() > 0) {
                estimate.report(new WorkSample(
                        report.process(),
                        report.at() / MILLIS,
                        report.batches(),
                        report.rows(),
                        (double) report.rowsSquared(),
                        report.busySeconds(),
                        report.rowSeconds(),
                        report.maxBatch()));
            }
        }
        started.retainAll(present);
        estimate.observe(new Observation(seconds, loads, fleet, declared));
        return estimate.estimate(seconds).capacity();
    }
}
