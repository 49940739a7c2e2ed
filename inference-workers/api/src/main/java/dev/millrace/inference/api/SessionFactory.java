package dev.millrace.inference.api;

import java.nio.file.Path;

/**
 * A model runtime. Thread-safe.
 *
 * <p>A model that may load later (its server is away) throws {@link ModelUnavailableException}.
 */
public interface SessionFactory {
    /** Loads from a file, without a copy of it on the heap. */
    InferenceSession open(Path model, SessionOptions options) throws ModelLoadException;

    InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException;
}
