package dev.millrace.load.compare;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a metric from the first run to the second. */
public enum Verdict {
    @JsonProperty("better")
    BETTER,
    @JsonProperty("worse")
    WORSE,
    /** Beyond noise, of a metric that is neither good nor bad. */
    @JsonProperty("changed")
    CHANGED,
    /** No evidence of a change, and precise enough to have shown one that matters. */
    @JsonProperty("unchanged")
    UNCHANGED,
    /** Too few samples, too much noise, or evidence that chance explains as well. */
    @JsonProperty("undecided")
    UNDECIDED;

    /** Whether the metric changed beyond noise. */
    public boolean isChange() {
        return this == BETTER || this == WORSE || this == CHANGED;
    }
}
