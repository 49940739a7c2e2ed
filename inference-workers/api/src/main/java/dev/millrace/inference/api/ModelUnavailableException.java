package dev.millrace.inference.api;

/** The model may be fine, but whatever serves it is away or has not loaded it yet: try again later. */
public final class ModelUnavailableException extends ModelLoadException {
    public ModelUnavailableException(String message) {
        super(message);
    }

    public ModelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
