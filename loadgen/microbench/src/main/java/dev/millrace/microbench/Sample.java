package dev.millrace.microbench;

import java.time.Duration;

/**
 * What was seen at one moment of a drain.
 *
 * @param nanos monotonic
 * @param results answers in the topic so far
 */
record Sample(long nanos, long results, Duration workerCpu, Duration brokerCpu) {}
