package dev.millrace.contracts.tensor;

/** Element types that are served, by their names in the Open Inference Protocol. */
public enum Datatype {
    /** IEEE 754 single precision. */
    FP32(Float.BYTES),
    /** Signed 64-bit integer. */
    INT64(Long.BYTES),
    /** Texts or bytes of any length, each behind its length as four little-endian bytes. For what is no number: entity keys. */
    BYTES(0);

    private final int bytes;

    Datatype(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element; 0 where each has its own length. */
    public int bytes() {
        return bytes;
    }
}
