package dev.millrace.local.cli;

import dev.millrace.inference.registry.FileArtifactStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --models}: where published model files are kept. */
final class ModelStoreOption {
    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Folder that keeps published model files, the same path for all workers (default: models in --data-dir).")
    @Nullable
    Path folder;

    FileArtifactStore store(DataDirOption data) {
        return new FileArtifactStore(folder == null ? data.dataDir().models() : folder);
    }
}
