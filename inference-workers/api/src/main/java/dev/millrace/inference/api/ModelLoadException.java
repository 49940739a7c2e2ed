package dev.millrace.inference.api;

/** The file is not a model that this runtime can load, or not in the way that was asked for. */
public class ModelLoadException extends Exception {
    public ModelLoadException(String message) {
        super(message);
    }

    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
