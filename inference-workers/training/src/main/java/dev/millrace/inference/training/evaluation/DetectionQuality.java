package dev.millrace.inference.training.evaluation;

/**
 * How well a model tells windows with a planted fault from the same windows without it, by its own threshold.
 *
 * @param windows judged, each once as it was and once with a fault
 * @param recall share of the faults that were seen
 * @param falseAlarms share of the windows without a fault that were called anomalous; a real fault among them counts too
 */
public record DetectionQuality(long windows, double recall, double falseAlarms) {
    /** Harmonic mean of precision and recall, 0 where no fault was seen. */
    public double f1() {
        return recall == 0 ? 0 : 2 * recall / (1 + recall + falseAlarms);
    }
}
