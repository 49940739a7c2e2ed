package dev.millrace.local.demo.judge;

import dev.millrace.contracts.AnomalyAlert;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The alerts received, each with its first and newest step. Thread-safe. */
public final class AlertBook {
    private final Map<String, AlertSpan> alerts = new LinkedHashMap<>();
    private final Set<StepId> steps = new HashSet<>();
    private long duplicates;

    private record StepId(String alertId, AnomalyAlert.Status status, long updatedAt) {}

    /** What a step is to the book. */
    public enum Novelty {
        FIRST,
        UPDATE,
        REPEATED
    }

    public synchronized Novelty received(AnomalyAlert step) {
        if (!steps.add(new StepId(step.alertId(), step.status(), step.updatedAt()))) {
            duplicates++;
            return Novelty.REPEATED;
        }
        long end = step.endedAt() == null ? step.updatedAt() : step.endedAt();
        AlertSpan before = alerts.get(step.alertId());
        alerts.put(
                step.alertId(),
                new AlertSpan(step.sensorId(), step.startedAt(), Math.max(end, before == null ? end : before.end())));
        return before == null ? Novelty.FIRST : Novelty.UPDATE;
    }

    public synchronized List<AlertSpan> spans() {
        return List.copyOf(alerts.values());
    }

    /** Distinct steps. */
    public synchronized long steps() {
        return steps.size();
    }

    public synchronized long duplicates() {
        return duplicates;
    }
}
