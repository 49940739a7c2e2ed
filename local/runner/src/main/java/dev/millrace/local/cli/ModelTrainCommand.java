package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.local.training.TrainingData;
import dev.millrace.local.training.TrainingJobs;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model and publishes it. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Learn a model from the history of its topic, or from files, and publish it.")
final class ModelTrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "sensor-anomaly or recommender.")
    String model;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files to learn from instead of the topic: .jsonl of model prepare, or CSV as demo --sensor-data and --user-data read it.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--stage",
            description = "Stage of the new version: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "LIVE")
    ModelEntry.Stage stage;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the ONNX file there and do not publish it.")
    @Nullable
    Path out;

    @Mixin
    ModelStoreOption models;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        // From files to a file it needs no Kafka, and no right to it.
        boolean offline = !files.isEmpty() && out != null;
        KafkaClients kafka = offline ? KafkaClients.of("127.0.0.1:9092", Map.of()) : cluster.kafka();
        TrainingJobs jobs = Training.jobs(kafka, cluster.dataDir.dataDir(), models.store(cluster.dataDir));
        TrainingData data = files.isEmpty()
                ? TrainingData.ofTopics(kafka, Clocks.wall())
                : TrainingData.ofFiles(files, Clocks.wall(), problem -> err.println("  left out: " + problem));
        console.println("Reading " + (files.isEmpty() ? "the topic's history" : files.size() + " file(s)"));
        console.flush();
        TrainingJobs.Trained trained = jobs.train(model, data, (step, of, note) -> {
            console.println("  " + step + "/" + of + "  " + note);
            console.flush();
        });
        if (out != null) {
            Files.write(out, trained.onnx());
            console.println(trained.description() + ": " + out);
            return 0;
        }
        ModelEntry entry = jobs.publish(trained, stage);
        console.println("Published " + entry.name() + " " + entry.version() + " (" + trained.description() + "), "
                + entry.artifact().bytes() + " bytes, SHA-256 "
                + entry.artifact().sha256());
        return 0;
    }
}
