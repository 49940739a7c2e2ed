package dev.millrace.local.dlq;

/** A dead letter that cannot be sent again as asked; the message completes "letter 17: it ...". */
public final class UnredrivableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnredrivableException(String message) {
        super(message);
    }
}
