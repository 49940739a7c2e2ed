package dev.millrace.local.cli;

import dev.millrace.local.platform.DataDir;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data-dir}, shared by every command that knows a local platform. */
final class DataDirOption {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".millrace",
            description = "Where everything local is kept (default: ${DEFAULT-VALUE}).")
    Path path;

    DataDir dataDir() {
        return new DataDir(path);
    }
}
