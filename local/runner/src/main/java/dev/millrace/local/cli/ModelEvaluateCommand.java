package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.FileArtifactSource;
import dev.millrace.inference.registry.Sha256;
import dev.millrace.local.training.Evaluation;
import dev.millrace.local.training.ModelEvaluator;
import dev.millrace.local.training.Preparation;
import dev.millrace.local.training.TrainingData;
import dev.millrace.servicekit.Clocks;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Third step of a training workflow: after it only a model that is good enough goes on. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Judge a trained model on held-out events, beside the live version. Exit code 1: it is worse.",
            "sensor-anomaly: F1 on planted faults. recommender: NDCG@10 of the next item; popularity where none is live."
        })
final class ModelEvaluateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "sensor-anomaly or recommender.")
    String model;

    @Parameters(index = "1", paramLabel = "FILE", description = "The ONNX file that model train wrote.")
    Path file;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that model prepare wrote.")
    Path data;

    @Option(
            names = "--margin",
            defaultValue = "0.01",
            description = "By how much the measure may be less than the live version's (default: ${DEFAULT-VALUE}).")
    double margin;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the verdict there, for model publish --report.")
    @Nullable
    Path report;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Evaluation found = ModelEvaluator.evaluate(
                model,
                Files.readAllBytes(file),
                Sha256.of(file),
                live(),
                part(Preparation.TRAINING, err),
                part(Preparation.HELD_OUT, err),
                margin);
        if (report != null) {
            Files.write(report, Evaluation.CODEC.encode(found));
        }
        console.println(text(found));
        return found.passed() ? 0 : 1;
    }

    private ModelEvaluator.@Nullable Live live() throws Exception {
        ModelEntry entry = Training.reader(cluster.kafka(), cluster.dataDir.dataDir())
                .live(model)
                .orElse(null);
        return entry == null
                ? null
                : new ModelEvaluator.Live(
                        entry.version(), Files.readAllBytes(new FileArtifactSource().fetch(entry.artifact())));
    }

    private TrainingData part(String name, PrintWriter err) {
        return TrainingData.ofFiles(
                List.of(data.resolve(name)), Clocks.wall(), problem -> err.println("  left out: " + problem));
    }

    static String text(Evaluation found) {
        return String.format(
                Locale.ROOT,
                "%s: %s %.4f, %s %.4f (margin %.4f): %s",
                found.model(),
                found.measure(),
                found.candidate(),
                found.reference(),
                found.referenceValue(),
                found.margin(),
                found.passed() ? "good enough to publish" : "worse, not to be published");
    }
}
