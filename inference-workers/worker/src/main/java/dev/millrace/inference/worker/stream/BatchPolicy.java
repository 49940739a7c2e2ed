package dev.millrace.inference.worker.stream;

import java.time.Duration;

/**
 * When the run thread takes a batch: as soon as it is idle and anything waits. Waiting for company costs every request that
 * time and helps only where a run costs much more than a row, so it is off unless measured to help (Triton's dynamic batcher
 * has the same default).
 *
 * @param maxSize most records in a batch
 * @param maxWait how long the oldest record may wait for company; zero: not at all
 */
public record BatchPolicy(int maxSize, Duration maxWait) {}
