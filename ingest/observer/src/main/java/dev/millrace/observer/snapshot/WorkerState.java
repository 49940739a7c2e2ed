package dev.millrace.observer.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One worker that reports.
 *
 * @param startupSeconds from its start until it took requests; until now while it starts
 */
public record WorkerState(String model, String instance, State state, double startupSeconds) {
    /** Whether it takes requests. */
    public enum State {
        @JsonProperty("starting")
        STARTING,
        @JsonProperty("ready")
        READY
    }
}
