package dev.millrace.console.picture;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an arrow or box does against the SLO. */
public enum Health {
    /** Nothing flows and nothing waits. */
    @JsonProperty("idle")
    IDLE,
    @JsonProperty("ok")
    OK,
    /** Above half of the SLO. */
    @JsonProperty("tight")
    TIGHT,
    /** Above the SLO. */
    @JsonProperty("late")
    LATE;

    static Health of(boolean flows, double worstSeconds, double sloSeconds) {
        if (worstSeconds > sloSeconds) {
            return LATE;
        }
        if (worstSeconds > sloSeconds / 2) {
            return TIGHT;
        }
        return flows || worstSeconds > 0 ? OK : IDLE;
    }
}
