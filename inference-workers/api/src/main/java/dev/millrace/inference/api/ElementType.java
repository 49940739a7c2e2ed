package dev.millrace.inference.api;

/** Element types of tensors, as far as the platform's models use them. */
public enum ElementType {
    /** IEEE 754 single precision. */
    FLOAT32(4),
    /** Signed 64-bit integer. */
    INT64(8),
    /** Anything else: reported by a session, but cannot be bound. */
    OTHER(0);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
