package dev.millrace.contracts.tensor;

/** Element types that are served, by their names in the Open Inference Protocol. */
public enum Datatype {
    /** IEEE 754 single precision. */
    FP32(Float.BYTES),
    /** Signed 64-bit integer. */
    INT64(Long.BYTES);

    private final int bytes;

    Datatype(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
