package dev.millrace.inference.api;

/** The runtime refused a binding or a run; the model itself stays usable. */
public class InferenceException extends Exception {
    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
