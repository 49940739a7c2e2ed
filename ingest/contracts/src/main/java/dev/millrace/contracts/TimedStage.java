package dev.millrace.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a result goes, in the order in which a result passes. Each stage begins where the one before ended, so that the
 * stages of a result add up to its total. Between processes the wall clock tells, inside one the monotonic clock.
 */
public enum TimedStage {
    /** From the Kafka timestamp of the triggering event until the first process took it up. */
    INGEST("ingest"),
    /** In the process that makes windows, until its request was handed to the producer. */
    WINDOW("window"),
    /** In the process that keeps users' states, until its request was handed to the producer. */
    STATE("state"),
    /** In the topic of requests, until the worker had polled it. */
    QUEUE("queue"),
    /** In the worker, until its batch was begun. */
    BATCH("batch"),
    /** Look-up of features for its batch; only where the model wants any. */
    FEATURES("features"),
    /** Its batch in the model, with filling the tensors and reading them. */
    RUN("run"),
    /** From the end of the run until its value is written. */
    PUBLISH("publish"),
    /** From the publication of a score until the alert that it changed was handed to the producer. */
    ALERT("alert");

    static final List<TimedStage> ALL = List.of(values());

    private final String label;

    TimedStage(String label) {
        this.label = label;
    }

    /** As results, headers and metrics have it. */
    public String label() {
        return label;
    }

    @SuppressWarnings("EnumOrdinal") // within this process only
    int index() {
        return ordinal();
    }

    /** Null for another name. */
    static @Nullable TimedStage of(String label) {
        for (TimedStage stage : ALL) {
            if (stage.label.equals(label)) {
                return stage;
            }
        }
        return null;
    }
}
