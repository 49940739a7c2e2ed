package dev.millrace.streams.kafka;

import dev.millrace.contracts.ErrorKind;

/** What the stages tell about their work. */
interface StageMetrics {
    /** A record was taken, {@code millis} after the Kafka timestamp of the event that set it off. */
    void accepted(String stage, double millis);

    /** A record was seen before and changed nothing. */
    void repeated(String stage);

    void deadLetter(String stage, ErrorKind kind);
}
