package dev.millrace.inference.worker.metrics;

/**
 * How far a signal of a version of the model is from what it was first.
 *
 * @param index population stability index; see {@link dev.millrace.contracts.PopulationStability}
 */
public record Drift(String version, String signal, double index) {}
