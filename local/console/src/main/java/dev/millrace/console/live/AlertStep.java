package dev.millrace.console.live;

import dev.millrace.contracts.AnomalyAlert;

/**
 * A step of an alert as the page shows it.
 *
 * @param at Kafka timestamp of the step, epoch milliseconds
 * @param channel that contributed most; empty where none is told
 */
public record AlertStep(
        String alertId,
        String sensor,
        boolean firing,
        double severity,
        long at,
        long startedAt,
        double score,
        double threshold,
        String cause,
        String channel,
        String model) {

    static AlertStep of(AnomalyAlert alert, long at) {
        String channel = alert.contributions().entrySet().stream()
                .max(java.util.Map.Entry.comparingByValue())
                .map(java.util.Map.Entry::getKey)
                .orElse("");
        return new AlertStep(
                alert.alertId(),
                alert.sensorId(),
                alert.status() == AnomalyAlert.Status.FIRING,
                alert.severity(),
                at,
                alert.startedAt(),
                alert.score(),
                alert.threshold(),
                alert.cause(),
                channel,
                alert.model().toString());
    }
}
