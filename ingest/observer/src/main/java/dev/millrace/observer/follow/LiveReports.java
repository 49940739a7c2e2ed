package dev.millrace.observer.follow;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.WorkerReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last reports of the workers that live, by model. A worker is there while it was heard within a few of its reports' periods; one
 * that stopped in order says so. Starts of one worker are told apart: where two carry one name by mistake, both are seen. Thread-safe.
 */
public final class LiveReports {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReports.class);

    /** Reports come each second. */
    private static final Duration HEARD = Duration.ofSeconds(5);

    /** Longer than a group keeps a member that died: until then a model's members are no better known than its reports. */
    private static final Duration REPORTING = Duration.ofSeconds(60);

    /**
     * Last report of one process.
     *
     * @param nanos when it was heard, monotonic
     */
    public record Heard(WorkerReport report, long nanos) {}

    private final LongSupplier nanos;
    private final Map<String, Map<String, Heard>> models = new HashMap<>();
    private final Map<String, Long> lastHeard = new HashMap<>();

    public LiveReports(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A record's value; what is no report is passed over. */
    public void read(byte[] value) {
        try {
            report(WorkerReport.CODEC.decode(value));
        } catch (InvalidRecordException e) {
            LOG.debug("a record is no worker's report: {}", e.getMessage());
        }
    }

    public synchronized void report(WorkerReport report) {
        lastHeard.put(report.model(), nanos.getAsLong());
        models.computeIfAbsent(report.model(), model -> new HashMap<>())
                .put(report.process(), new Heard(report, nanos.getAsLong()));
    }

    /** Whether the model's workers report, though none may live now. */
    public synchronized boolean reporting(String model) {
        Long last = lastHeard.get(model);
        return last != null && nanos.getAsLong() - last <= REPORTING.toNanos();
    }

    /** Models whose workers were heard. */
    public synchronized Set<String> models() {
        return Set.copyOf(models.keySet());
    }

    /** Of the model's workers that have not stopped. */
    public synchronized List<Heard> of(String model) {
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
