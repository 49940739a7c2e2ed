package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the alert steps of a life cycle; everything in them follows from the state and the score. */
final class AlertSteps {
    private static final int TOP_CHANNELS = 3;

    private AlertSteps() {}

    /** The step of an alert at this score's window; {@code endedAt} resolves it. */
    static AnomalyAlert step(AlertPhase.Firing alert, AnomalyScore score, @Nullable Long endedAt) {
        return new AnomalyAlert(
                score.sensorId() + "@" + alert.startedAt(),
                score.sensorId(),
                endedAt == null ? AnomalyAlert.Status.FIRING : AnomalyAlert.Status.RESOLVED,
                alert.severity(),
                alert.startedAt(),
                score.windowEnd(),
                endedAt,
                score.score(),
                score.threshold(),
                alert.cause(),
                contributions(alert.cause(), score),
                score.model(),
                score.source(),
                score.features(),
                score.timings(),
                score.traceparent());
    }

    /** Shares of the channels that stand out most: by the signal that raised the alert where it is known per channel. */
    private static Map<String, Double> contributions(String cause, AnomalyScore score) {
        String signal =
                switch (cause) {
                    case Causes.LEVEL -> Signals.ROBUST_Z;
                    case Causes.RELATION -> Signals.RELATION;
                    case Causes.RANGE -> Signals.RANGE;
                    case Causes.STUCK -> Signals.STUCK;
                    default -> "";
                };
        var byChannel = new LinkedHashMap<String, Double>();
        double sum = 0;
        for (String channel : score.contributions().keySet()) {
            Double value = score.features().values().get(Signals.of(signal, channel));
            if (!signal.isEmpty() && value != null && value > 0 && Double.isFinite(value)) {
                byChannel.put(channel, value);
                sum += value;
            }
        }
        if (!(sum > 0) || !Double.isFinite(sum)) {
            return top(score.contributions(), 1);
        }
        return top(byChannel, sum);
    }

    private static Map<String, Double> top(Map<String, Double> shares, double sum) {
        var top = new LinkedHashMap<String, Double>();
        shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(TOP_CHANNELS)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue() / sum));
        return top;
    }
}
