package dev.millrace.inference.registry;

/** A publication, a change of stage or a reading of the {@code models} topic that failed; the message says what was tried. */
public final class RegistryException extends Exception {
    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
