package dev.millrace.local.cli;

import dev.millrace.features.views.FeatureViews;
import dev.millrace.features.views.FeatureViewsYaml;
import dev.millrace.local.platform.DataDir;
import dev.millrace.local.platform.LocalViews;
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
            description =
                    "YAML that declares views beside the platform's own (default: what `up` was given on --data-dir).")
    @Nullable
    Path file;

    FeatureViews views(DataDir data) throws IOException {
        if (file == null) {
            return LocalViews.of(data);
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("--definitions: " + file + " cannot be read");
        }
        return FeatureViewsYaml.withOwn(file);
    }
}
