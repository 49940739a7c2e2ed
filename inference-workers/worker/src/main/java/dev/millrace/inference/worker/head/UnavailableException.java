package dev.millrace.inference.worker.head;

/** Something remote that a batch needs does not answer; the batch waits, nothing of it is committed. */
public final class UnavailableException extends Exception {
    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
