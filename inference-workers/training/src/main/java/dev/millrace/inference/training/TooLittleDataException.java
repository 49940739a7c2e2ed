package dev.millrace.inference.training;

/** There is not enough history to train from; the message says how much there is and how much is needed. */
public final class TooLittleDataException extends RuntimeException {
    public TooLittleDataException(String message) {
        super(message);
    }
}
