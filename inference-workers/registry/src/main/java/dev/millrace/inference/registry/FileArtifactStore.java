package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Model files below one folder: {@code <folder>/<name>/<version>/model.onnx}. The folder of a version is made by exactly one
 * publisher (that is the lock), the file is written aside and renamed.
 */
public final class FileArtifactStore implements ArtifactStore {
    private static final String FILE = "model.onnx";

    private final Path folder;
    private final FileArtifactSource source = new FileArtifactSource();

    public FileArtifactStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public ModelEntry.Artifact store(String name, String version, Path file) throws IOException {
        Path model = Files.createDirectories(folder.resolve(ModelNames.require(name)));
        Path home = Files.createDirectory(model.resolve(ModelNames.require(version)));
        Path aside = home.resolve(FILE + ".tmp");
        Files.copy(file, aside);
        force(aside);
        // Hashed after the copy: the entry promises what lies here, not what the caller's file may have become.
        String sha256 = Sha256.of(aside);
        long bytes = Files.size(aside);
        Path target = Files.move(aside, home.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        return new ModelEntry.Artifact(target.toUri().toString(), sha256, bytes);
    }

    /** What {@link #store} left there; throws where there is no such file. */
    ModelEntry.Artifact find(String name, String version) throws IOException {
        Path file = folder.resolve(ModelNames.require(name))
                .resolve(ModelNames.require(version))
                .resolve(FILE);
        return new ModelEntry.Artifact(file.toUri().toString(), Sha256.of(file), Files.size(file));
    }

    /** The entry must not outlive its file in a power cut. */
    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public Path fetch(ModelEntry.Artifact artifact) throws ArtifactUnavailableException, ArtifactMismatchException {
        return source.fetch(artifact);
    }
}
