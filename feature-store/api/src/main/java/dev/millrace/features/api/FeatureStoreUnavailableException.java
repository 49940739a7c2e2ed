package dev.millrace.features.api;

import org.jspecify.annotations.Nullable;

/** The store is away, too slow or not able to take commands now: wait and retry. */
public final class FeatureStoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FeatureStoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
