package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** Where model files are kept; a version is written once and never changed. Thread-safe. */
public interface ArtifactStore extends ArtifactSource {
    /**
     * Keeps a copy of {@code file} as {@code version} of the model {@code name}; readers see it whole or not at all.
     *
     * @throws FileAlreadyExistsException where that version is taken, by whomever: the caller tries the next one
     */
    ModelEntry.Artifact store(String name, String version, Path file) throws IOException;
}
