package dev.millrace.scaler.simulate.world;

/**
 * How things stand at a moment.
 *
 * @param second since the begin
 * @param waiting records
 * @param delaySeconds the longest of those answered since the snapshot before, and of those that wait
 * @param replicas ordered
 * @param ready that take records
 * @param nodes that are paid for
 */
public record Snapshot(double second, double waiting, double delaySeconds, int replicas, int ready, int nodes) {}
