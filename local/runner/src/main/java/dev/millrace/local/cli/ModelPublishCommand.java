package dev.millrace.local.cli;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.PromotionGate;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.registry.RegistryException;
import dev.millrace.inference.registry.Sha256;
import dev.millrace.local.training.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes an ONNX file. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publish an ONNX file as the next version of a model; running workers take it without a restart.")
final class ModelPublishCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = ModelCommand.ANY_MODEL)
    String model;

    @Parameters(index = "1", paramLabel = "FILE", description = "The ONNX file.")
    Path file;

    @Option(
            names = "--stage",
            description = "Stage of the new version: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "LIVE")
    ModelEntry.Stage stage;

    @Option(
            names = "--traffic",
            paramLabel = "SHARE",
            description = "Share of the keys that a canary answers, above 0, up to 1 (default: 0.1).")
    @Nullable
    Double traffic;

    @Option(
            names = "--gate",
            paramLabel = "LIMITS",
            converter = ModelGate.class,
            description = {
                "What promotes a shadow or canary, or rolls it back, by itself: default, or some of",
                "min-samples=1000,max-latency-ratio=1.5,max-disagreement=0.05,min-quality=0.99,max-psi=0.25",
                "(these are the defaults). Without --gate a person does, with model promote or rollback."
            })
    @Nullable
    PromotionGate gate;

    @Option(names = "--description", paramLabel = "TEXT", description = "What the next person should know.")
    @Nullable
    String description;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Verdict of model evaluate: what did not pass, or is of another file, is refused.")
    @Nullable
    Path report;

    @Mixin
    ModelStoreOption models;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Publication publication = publication();
        ModelEntry entry = Training.registry(cluster.kafka(), cluster.dataDir.dataDir(), models.store(cluster.dataDir))
                .publish(publication, file);
        spec.commandLine()
                .getOut()
                .println("Published " + entry.name() + " " + entry.version() + " as "
                        + entry.stage().name().toLowerCase(Locale.ROOT) + ", "
                        + entry.artifact().bytes() + " bytes, SHA-256 "
                        + entry.artifact().sha256());
        return 0;
    }

    /** Throws unless the report is of this very file and says that it may be published. */
    private Evaluation passed(Path report) throws IOException, RegistryException {
        Evaluation found;
        try {
            found = Evaluation.CODEC.decode(Files.readAllBytes(report));
        } catch (InvalidRecordException e) {
            throw new RegistryException(report + ": " + e.getMessage(), e);
        }
        if (!found.model().equals(model) || !found.sha256().equals(Sha256.of(file))) {
            throw new RegistryException(
                    report + " is of another file of model " + found.model() + ": evaluate " + file);
        }
        if (!found.passed()) {
            throw new RegistryException(file + " is not published: " + ModelEvaluateCommand.text(found));
        }
        return found;
    }

    /** Before anything is opened: what contradicts itself is wrong usage. */
    private Publication publication() throws IOException, RegistryException {
        Map<String, Double> metrics = report == null ? Map.of() : passed(report).metrics();
        try {
            double share = traffic == null ? Publication.usualTraffic(stage) : traffic;
            return new Publication(model, stage, description, metrics, share, gate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
