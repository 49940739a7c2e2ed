package dev.millrace.inference.api;

/** Element types of tensors, as far as the platform's models use them. */
public enum ElementType {
    /** IEEE 754 single precision. */
    FLOAT32(4),
    /** IEEE 754 half precision inside the model; callers see {@code float32} (see {@link BoundRun#floats}). */
    FLOAT16(2),
    /** Signed 64-bit integer. */
    INT64(8),
    /** Anything else: reported by a session, but cannot be bound. */
    OTHER(0);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Whether a tensor that the model declares as this type may be bound as {@code bound}. */
    public boolean bindsAs(ElementType bound) {
        return this == bound || (this == FLOAT16 && bound == FLOAT32);
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
