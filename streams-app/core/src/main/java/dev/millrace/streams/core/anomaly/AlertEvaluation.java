package dev.millrace.streams.core.anomaly;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How good a set of alerts is, judged against known anomalies. No point adjustment, no F1: an alert finds the truth window in
 * which it starts (or before which it starts by at most {@code slackMillis}); further alerts in a found window are neither
 * hits nor false alarms; all others are false alarms.
 *
 * @param events truth windows
 * @param detected truth windows with an alert
 * @param meanDelaySeconds from the start of a window to its first alert, over the windows detected; 0 where there is none
 * @param falseAlarms alerts that start outside all truth windows
 * @param readings readings judged
 * @param sensorDays sum over sensors of the time judged
 */
public record AlertEvaluation(
        int events, int detected, double meanDelaySeconds, int falseAlarms, long readings, double sensorDays) {
    /** A time interval of one sensor, epoch milliseconds, both ends inclusive. */
    public record Interval(long start, long end) {
        public Interval {
            if (end < start) {
                throw new IllegalArgumentException("interval end must not be before start " + start + ", it is " + end);
            }
        }
    }

    /** Share of the truth windows that were detected; 1 where there is none. */
    public double recall() {
        return events == 0 ? 1 : (double) detected / events;
    }

    public double falseAlarmsPerSensorDay() {
        return sensorDays > 0 ? falseAlarms / sensorDays : 0;
    }

    public double falseAlarmsPerThousandReadings() {
        return readings > 0 ? 1000.0 * falseAlarms / readings : 0;
    }

    /**
     * Judges the alerts of all sensors.
     *
     * @param alerts sensor → its alerts, from the start of firing to the end
     * @param truth sensor → its anomalies; a sensor that is missing has none
     * @param slackMillis how much an alert may start before the anomaly that it finds
     */
    public static AlertEvaluation of(
            Map<String, List<Interval>> alerts,
            Map<String, List<Interval>> truth,
            long slackMillis,
            long readings,
            double sensorDays) {
        int events = 0;
        int detected = 0;
        int falseAlarms = 0;
        double delay = 0;
        Set<String> sensors = new HashSet<>(truth.keySet());
        sensors.addAll(alerts.keySet());
        for (String sensor : sensors) {
            List<Interval> anomalies = truth.getOrDefault(sensor, List.of());
            List<Interval> raised = alerts.getOrDefault(sensor, List.of());
            events += anomalies.size();
            for (Interval anomaly : anomalies) {
                long first = first(raised, anomaly, slackMillis);
                if (first != Long.MAX_VALUE) {
                    detected++;
                    delay += Math.max(0, first - anomaly.start()) / 1000.0;
                }
            }
            for (Interval alert : raised) {
                boolean hit = anomalies.stream().anyMatch(anomaly -> finds(alert, anomaly, slackMillis));
                falseAlarms += hit ? 0 : 1;
            }
        }
        double mean = detected == 0 ? 0 : delay / detected;
        return new AlertEvaluation(events, detected, mean, falseAlarms, readings, sensorDays);
    }

    private static long first(List<Interval> alerts, Interval anomaly, long slackMillis) {
        long first = Long.MAX_VALUE;
        for (Interval alert : alerts) {
            if (finds(alert, anomaly, slackMillis)) {
                first = Math.min(first, alert.start());
            }
        }
        return first;
    }

    private static boolean finds(Interval alert, Interval anomaly, long slackMillis) {
        boolean startsInside = alert.start() >= anomaly.start() && alert.start() <= anomaly.end();
        boolean startsJustBefore = alert.start() < anomaly.start()
                && alert.start() >= anomaly.start() - slackMillis
                && alert.end() >= anomaly.start();
        return startsInside || startsJustBefore;
    }
}
