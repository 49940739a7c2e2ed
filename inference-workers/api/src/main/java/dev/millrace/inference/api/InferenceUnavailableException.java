package dev.millrace.inference.api;

/** Nothing is wrong with the input: whatever computes is away, overloaded or too slow. The same run may work later. */
public final class InferenceUnavailableException extends InferenceException {
    public InferenceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
