package dev.millrace.streams.kafka;

import dev.millrace.contracts.Timings;
import java.time.Clock;

/**
 * One processor of a topology as seen from outside.
 *
 * @param name of the processor, in metrics and in dead letters: {@code streams.user-state}
 * @param deadLetterSink name of the sink that takes what it refuses
 */
record Stage(String name, String deadLetterSink, Clock clock, StepMetrics metrics) {
    /** Now, epoch microseconds. */
    long micros() {
        return Timings.micros(clock);
    }
}
