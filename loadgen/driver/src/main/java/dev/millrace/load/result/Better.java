package dev.millrace.load.result;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which direction a metric improves. */
public enum Better {
    @JsonProperty("lower")
    LOWER,
    @JsonProperty("higher")
    HIGHER,
    /** A fact about the run, such as the number of workers: a change of it is told, but is neither good nor bad. */
    @JsonProperty("neither")
    NEITHER
}
