package dev.millrace.load.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How values are written. */
public enum Wire {
    /** The public contract: what any service sends. */
    @JsonProperty("json")
    JSON,
    /** Contracts' compact form: byte 1, then protobuf. */
    @JsonProperty("internal")
    INTERNAL
}
