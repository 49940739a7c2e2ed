package dev.millrace.load.witness;

import java.util.List;

/** Judges alerts against the planted truth. The platform has its own rule for that, which this module does not see. */
@FunctionalInterface
public interface DetectionJudge {
    /**
     * How well the alerts meet the truth.
     *
     * @param truth the spans that readings were really sent for
     * @param alerts each alert once
     * @param sensorDays event time judged, summed over the sensors, in days
     */
    Detection judge(List<TruthSpan> truth, List<AlertSpan> alerts, double sensorDays);
}
