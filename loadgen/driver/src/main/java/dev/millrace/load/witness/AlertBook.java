package dev.millrace.load.witness;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.load.plan.SensorNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The alerts of this run's sensors, each from its first step to its newest. Thread-safe. */
final class AlertBook {
    private record StepId(String alertId, AnomalyAlert.Status status, long updatedAt) {}

    private final SensorNames names;
    private final Map<String, AlertSpan> spans = new LinkedHashMap<>();
    private final Set<StepId> steps = new HashSet<>();
    private long duplicates;

    AlertBook(SensorNames names) {
        this.names = names;
    }

    /** Takes a step; what is no alert, or not of this run's sensors, is left out. */
    synchronized void received(byte[] value) {
        AnomalyAlert step;
        try {
            step = AnomalyAlert.CODEC.decode(value);
        } catch (InvalidRecordException e) {
            return;
        }
        if (names.index(step.sensorId()) < 0) {
            return;
        }
        if (!steps.add(new StepId(step.alertId(), step.status(), step.updatedAt()))) {
            duplicates++;
            return;
        }
        long end = step.endedAt() == null ? step.updatedAt() : step.endedAt();
        spans.merge(
                step.alertId(),
                new AlertSpan(step.sensorId(), step.startedAt(), end),
                (before, now) -> new AlertSpan(before.sensorId(), before.start(), Math.max(before.end(), now.end())));
    }

    /** In the order of their first steps. */
    synchronized List<AlertSpan> spans() {
        return List.copyOf(spans.values());
    }

    /** Steps that had come before. */
    synchronized long duplicates() {
        return duplicates;
    }
}
