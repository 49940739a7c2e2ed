package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import java.nio.file.Path;

/** Where a process gets model files from. Thread-safe. */
public interface ArtifactSource {
    /**
     * Brings the file here and verifies its size and SHA-256.
     *
     * @return a local file that holds exactly what the entry promises
     * @throws ArtifactUnavailableException where the file cannot be read now; trying again may help
     * @throws ArtifactMismatchException where the file is not what the entry promises; trying again does not help
     */
    Path fetch(ModelEntry.Artifact artifact) throws ArtifactUnavailableException, ArtifactMismatchException;
}
