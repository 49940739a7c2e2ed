package dev.millrace.scaler.decide;

/**
 * What is seen of one model at one moment.
 *
 * @param seconds when, on a clock that never goes back
 * @param loads partitions of the model's requests
 * @param fleet its workers
 * @param capacity of one worker
 */
public record Observation(double seconds, Loads loads, Fleet fleet, Capacity capacity) {}
