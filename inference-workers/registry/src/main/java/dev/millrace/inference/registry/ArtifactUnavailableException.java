package dev.millrace.inference.registry;

import java.io.IOException;

/** The model file cannot be read now (missing, no permission, store away): worth another try later. */
public final class ArtifactUnavailableException extends IOException {
    public ArtifactUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
