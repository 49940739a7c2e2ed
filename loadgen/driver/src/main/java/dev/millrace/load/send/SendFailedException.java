package dev.millrace.load.send;

/** Kafka did not take what was sent; the message says where, how much and why. A run with such a hole measures nothing. */
public final class SendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SendFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
