package dev.millrace.contracts;

/** Bytes of a topic's value to its record type and back. */
public interface Codec<T> {
    byte[] encode(T value);

    /** Throws {@link InvalidRecordException} where the bytes break the contract. */
    T decode(byte[] bytes) throws InvalidRecordException;
}
