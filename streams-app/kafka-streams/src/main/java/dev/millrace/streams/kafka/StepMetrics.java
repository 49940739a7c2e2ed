package dev.millrace.streams.kafka;

import dev.millrace.contracts.ErrorKind;

/** What the stages tell about their work. */
interface StepMetrics {
    /** A record was taken, so many microseconds after the Kafka timestamp of the event that set it off. */
    void accepted(String stage, long micros);

    /** A score of {@code model} was judged, so many microseconds after it was published. */
    void judged(String model, long micros);

    /** A record was seen before and changed nothing. */
    void repeated(String stage);

    void deadLetter(String stage, ErrorKind kind);
}
