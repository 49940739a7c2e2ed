package dev.millrace.inference.registry;

/** The model file's content or address is not what its registry entry promises; it must not be loaded. */
public final class ArtifactMismatchException extends Exception {
    public ArtifactMismatchException(String message) {
        super(message);
    }
}
