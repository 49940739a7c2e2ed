package dev.millrace.contracts.tensor;

/** How a request is written; its answer is written alike. */
public enum WireForm {
    /** {@code ModelInferRequest} and {@code ModelInferResponse} with raw contents. */
    PROTOBUF,
    /** The protocol's REST objects. */
    JSON
}
