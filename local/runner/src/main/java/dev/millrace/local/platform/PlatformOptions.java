package dev.millrace.local.platform;

import dev.millrace.contracts.Topics;
import dev.millrace.local.scaling.TriggerSources;
import dev.millrace.scaler.keda.ScaledObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to start, and where.
 *
 * @param dataDir everything local is kept below it
 * @param kafkaPort port of the broker on loopback
 * @param httpPort port of the platform's status endpoint on loopback
 * @param featurePort port of the feature server on loopback
 * @param ownModels models beside the platform's own ones, served as they are; one worker process for each
 * @param guarantee of every process that writes results: {@code effectively-once} or {@code exactly-once}
 * @param definitions feature views beside the platform's own; null: those of the last start, if any
 * @param sizing memory, workers, processors and settings of the processes
 * @param consolePort port of the console on loopback; 0: no console
 */
public record PlatformOptions(
        Path dataDir,
        int kafkaPort,
        int httpPort,
        int featurePort,
        List<String> ownModels,
        String guarantee,
        @Nullable Path definitions,
        Sizing sizing,
        int consolePort) {
    public static final List<String> MODELS = List.of("sensor-anomaly", "recommender");
    public static final String EFFECTIVELY_ONCE = "effectively-once";
    public static final String EXACTLY_ONCE = "exactly-once";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public PlatformOptions {
        ownModels = List.copyOf(ownModels);
        for (String model : ownModels) {
            if (!NAME.matcher(model).matches() || MODELS.contains(model)) {
                throw new IllegalArgumentException(
                        "--model '" + model + "' is not a name for a model of your own: letters, "
                                + "digits, '.', '_', '-', and not one of " + MODELS);
            }
        }
        if (!List.of(EFFECTIVELY_ONCE, EXACTLY_ONCE).contains(guarantee)) {
            throw new IllegalArgumentException(
                    "--guarantee '" + guarantee + "' is neither " + EFFECTIVELY_ONCE + " nor " + EXACTLY_ONCE);
        }
        if (kafkaPort == httpPort || featurePort == kafkaPort || featurePort == httpPort) {
            throw new IllegalArgumentException("--kafka-port " + kafkaPort + ", --http-port " + httpPort
                    + " and --feature-port " + featurePort + " must differ");
        }
        if (consolePort > 0 && List.of(kafkaPort, httpPort, featurePort).contains(consolePort)) {
            throw new IllegalArgumentException("--console-port " + consolePort + " is the port of something else, too");
        }
        for (String model : sizing.workers().keySet()) {
            if (!MODELS.contains(model) && !ownModels.contains(model)) {
                throw new IllegalArgumentException(
                        "workers for '" + model + "', which is none of the models that are served: " + MODELS
                                + " and those named with --model");
            }
        }
        requireDeployments(sizing, models(ownModels));
    }

    /** Without a console. */
    public PlatformOptions(
            Path dataDir,
            int kafkaPort,
            int httpPort,
            int featurePort,
            List<String> ownModels,
            String guarantee,
            @Nullable Path definitions,
            Sizing sizing) {
        this(dataDir, kafkaPort, httpPort, featurePort, ownModels, guarantee, definitions, sizing, 0);
    }

    /** The same with a console on this port; 0: without. */
    public PlatformOptions withConsole(int port) {
        return new PlatformOptions(
                dataDir, kafkaPort, httpPort, featurePort, ownModels, guarantee, definitions, sizing, port);
    }

    /** Each ScaledObject rules one deployment that there is, and no two the same. */
    private static void requireDeployments(Sizing wanted, List<String> models) {
        var known = models.stream()
                .map(model -> ProcessCatalog.workerName(model, 1))
                .toList();
        var ruled = new HashMap<String, String>();
        for (ScaledObject object : wanted.scaled()) {
            if (!known.contains(object.target())) {
                throw new IllegalArgumentException("ScaledObject " + object.name() + " rules '" + object.target()
                        + "', which is none of the deployments here: " + known);
            }
            TriggerSources.require(object);
            String other = ruled.put(object.target(), object.name());
            if (other != null) {
                throw new IllegalArgumentException("ScaledObjects " + other + " and " + object.name() + " both rule "
                        + object.target() + ": give one of them");
            }
        }
    }

    /** The platform's own models under the default guarantee, without a console. */
    public static PlatformOptions of(Path dataDir, int kafkaPort, int httpPort, int featurePort) {
        return new PlatformOptions(
                dataDir, kafkaPort, httpPort, featurePort, List.of(), EFFECTIVELY_ONCE, null, Sizing.laptop());
    }

    /** All models, the platform's own ones first. */
    List<String> models() {
        return models(ownModels);
    }

    private static List<String> models(List<String> ownModels) {
        var all = new ArrayList<>(MODELS);
        all.addAll(ownModels);
        return all;
    }

    /** Topics to create. */
    List<Topics.Spec> topics() {
        var topics = new ArrayList<>(Topics.all(MODELS));
        ownModels.forEach(model -> topics.addAll(Topics.ofTensorModel(model)));
        return topics.stream()
                .map(topic -> topic.partitions() == Topics.KEYED_PARTITIONS
                        ? new Topics.Spec(topic.name(), sizing.partitions(), topic.config())
                        : topic)
                .toList();
    }
}
