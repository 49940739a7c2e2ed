package dev.millrace.features.feast;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.grpc.StatusRuntimeException;

/** What the failures of a Feast server mean to the users of a feature store. */
final class FeastErrors {
    private FeastErrors() {}

    /** To be thrown: retry later, a wrong request, or a failure of the server's own. */
    static RuntimeException of(String server, StatusRuntimeException e) {
        String message =
                server + ": " + e.getStatus().getCode() + " " + e.getStatus().getDescription();
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED, ABORTED ->
                new FeatureStoreUnavailableException(message, e);
            case INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION, OUT_OF_RANGE ->
                new IllegalArgumentException(message, e);
            default -> new IllegalStateException(message, e);
        };
    }
}
