package dev.millrace.load.arrival;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How events stand at a given rate. */
public enum Spacing {
    /** Independent of each other, as many unrelated senders are: the harder load, with bursts. */
    @JsonProperty("poisson")
    POISSON,
    /** One exactly when it is expected. */
    @JsonProperty("even")
    EVEN
}
