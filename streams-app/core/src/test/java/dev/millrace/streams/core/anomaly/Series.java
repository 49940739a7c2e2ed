package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.SensorReading;
import java.util.List;

/** Readings of one sensor in order, and its known anomalies. */
record Series(String sensorId, List<SensorReading> readings, List<AlertEvaluation.Interval> truth) {
    /** Event time until which a model may learn. */
    long trainUntil(double share) {
        return readings.get((int) (readings.size() * share)).timestamp();
    }
}
