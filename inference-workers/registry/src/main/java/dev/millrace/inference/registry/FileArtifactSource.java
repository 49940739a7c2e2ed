package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code file:} addresses: the file is used where it lies. */
public final class FileArtifactSource implements ArtifactSource {
    @Override
    public Path fetch(ModelEntry.Artifact artifact) throws ArtifactUnavailableException, ArtifactMismatchException {
        Path file = path(artifact.uri());
        long bytes;
        String sha256;
        try {
            bytes = Files.size(file);
            sha256 = Sha256.of(file);
        } catch (IOException e) {
            throw new ArtifactUnavailableException("cannot read the model file " + artifact.uri() + ": " + e, e);
        }
        if (bytes != artifact.bytes()) {
            throw new ArtifactMismatchException("the model file " + artifact.uri() + " has " + bytes
                    + " bytes, its entry promises " + artifact.bytes());
        }
        if (!sha256.equalsIgnoreCase(artifact.sha256())) {
            throw new ArtifactMismatchException("the model file " + artifact.uri() + " has SHA-256 " + sha256
                    + ", its entry promises " + artifact.sha256());
        }
        return file;
    }

    private static Path path(String uri) throws ArtifactMismatchException {
        try {
            URI parsed = URI.create(uri);
            if ("file".equals(parsed.getScheme())) {
                return Path.of(parsed);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ArtifactMismatchException("the model address '" + uri + "' is not a file: URI");
    }
}
