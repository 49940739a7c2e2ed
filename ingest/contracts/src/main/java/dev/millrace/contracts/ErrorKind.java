package dev.millrace.contracts;

import java.util.Locale;

/** Why a record could not be processed; decided where it is thrown. Retry and dead-letter switch on it, never on message text. */
public enum ErrorKind {
    /** Not JSON, or not the wire format that the topic carries. */
    MALFORMED(false),
    /** A field has another type than the contract's, or a value outside its range. */
    WRONG_TYPE(false),
    /** NaN or infinite number. */
    NOT_FINITE(false),
    /** Record key, id or another required field is missing, or key and id differ. */
    MISSING_KEY(false),
    /** Value larger than {@link Topics#MAX_VALUE_BYTES}. */
    OVERSIZE(false),
    /** Event time more than a day ahead of the clock. */
    FUTURE_TIME(false),
    /** Event time older than what the window of its sensor still holds. */
    TOO_LATE(false),
    /** The model refused the input, or gave NaN or a wrong shape. */
    INFERENCE(false),
    /** A remote part (Redis, broker, model store) did not answer: wait and retry. */
    UNAVAILABLE(true);

    private final boolean retryable;

    ErrorKind(boolean retryable) {
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }

    /** The form that stands in headers, metrics and documents: {@code future-time}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
