package dev.millrace.features.api;

/**
 * Feast's {@code entity_key_serialization_version}: how the bytes of a key are laid out. Readers and writers of one Redis must agree.
 * Feast 0.44 and later read and write 3; before, 1 was the default and 2 could be chosen. Versions 1 and 2 cannot tell every two
 * keys apart, because they leave lengths out.
 */
public enum EntityKeyVersion {
    /** As {@link #V2}; int64 takes four bytes, so that keys beyond int32 cannot be written. */
    V1,
    /** Neither the number of join keys nor the lengths of their names. */
    V2,
    /** The one to use. */
    V3;

    /** Throws {@link IllegalArgumentException} where the number is not 1, 2 or 3. */
    public static EntityKeyVersion of(int number) {
        return switch (number) {
            case 1 -> V1;
            case 2 -> V2;
            case 3 -> V3;
            default -> throw new IllegalArgumentException("keyVersion: " + number + " is not 1, 2 or 3");
        };
    }
}
