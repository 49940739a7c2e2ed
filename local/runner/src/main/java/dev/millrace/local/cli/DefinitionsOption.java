package dev.millrace.local.cli;

import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.FeatureViewsYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --definitions}: which features there are. */
final class DefinitionsOption {
    @Option(
            names = "--definitions",
            paramLabel = "FILE",
            description = "YAML that declares entities, views and services (default: the platform's own).")
    @Nullable
    Path file;

    FeatureViews views() throws IOException {
        if (file == null) {
            return FeatureViewsYaml.own();
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("--definitions: " + file + " cannot be read");
        }
        return FeatureViewsYaml.load(file);
    }
}
