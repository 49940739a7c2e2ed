package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.Publication;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes an ONNX file. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publish an ONNX file as the next version of a model; running workers take it without a restart.")
final class ModelPublishCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "sensor-anomaly or recommender.")
    String model;

    @Parameters(index = "1", paramLabel = "FILE", description = "The ONNX file.")
    Path file;

    @Option(
            names = "--stage",
            description = "Stage of the new version: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "LIVE")
    ModelEntry.Stage stage;

    @Option(names = "--description", paramLabel = "TEXT", description = "What the next person should know.")
    @Nullable
    String description;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ModelEntry entry = Training.registry(cluster.kafka(), cluster.dataDir.dataDir())
                .publish(new Publication(model, stage, description, Map.of()), file);
        spec.commandLine()
                .getOut()
                .println("Published " + entry.name() + " " + entry.version() + ", "
                        + entry.artifact().bytes() + " bytes, SHA-256 "
                        + entry.artifact().sha256());
        return 0;
    }
}
