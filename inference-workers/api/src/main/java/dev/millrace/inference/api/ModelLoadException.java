package dev.millrace.inference.api;

/** The file is not a model that this runtime can load. */
public final class ModelLoadException extends Exception {
    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
