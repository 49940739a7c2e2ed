package dev.millrace.features.serving;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Requests that cannot be answered; the message names what was given and what would do. */
final class Refusal {
    private Refusal() {}

    /** The request is wrong, whatever is declared. */
    static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    /** What it asks for is not declared. */
    static StatusRuntimeException notFound(String message) {
        return Status.NOT_FOUND.withDescription(message).asRuntimeException();
    }
}
