package dev.millrace.contracts;

/** A record that breaks its topic's contract; carries the kind for machines and a reason for people. */
public final class InvalidRecordException extends Exception {
    private final ErrorKind kind;

    public InvalidRecordException(ErrorKind kind, String reason) {
        super(reason, null, false, false); // no stack trace: this is a value on the hot path, not a failure of ours
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }

    public String reason() {
        String message = getMessage();
        return message == null ? kind.label() : message;
    }
}
