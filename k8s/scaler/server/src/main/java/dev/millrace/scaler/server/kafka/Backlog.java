package dev.millrace.scaler.server.kafka;

import dev.millrace.scaler.decide.Loads;

/** What was read of a {@link Subject}. */
public sealed interface Backlog {
    record Known(Loads loads) implements Backlog {}

    /** Nobody has created the topic: nothing waits. */
    record NoTopic() implements Backlog {}

    /** It could not be read. */
    record Unknown(String why) implements Backlog {}
}
