package dev.millrace.local.platform;

import dev.millrace.embedded.RedisBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every process of the platform: module, main class, memory, settings. The one place that knows them all. */
final class ProcessCatalog {
    static final String KAFKA = "kafka";
    static final String REDIS = "redis";
    static final String CONSOLE = "console";

    private static final int CONSOLE_HEAP_MB = 64;

    private final PlatformOptions options;
    private final DataDir data;
    private final JvmProcesses jvms;
    private final int controllerPort;
    private final int redisPort;
    private final int scalerPort;

    ProcessCatalog(
            PlatformOptions options,
            Installation installation,
            ClassDataArchives archives,
            int controllerPort,
            int redisPort,
            int scalerPort) {
        this.options = options;
        this.data = new DataDir(options.dataDir());
        this.jvms = new JvmProcesses(data, installation, archives, bootstrap(), options.sizing());
        this.controllerPort = controllerPort;
        this.redisPort = redisPort;
        this.scalerPort = scalerPort;
    }

    String bootstrap() {
        return "127.0.0.1:" + options.kafkaPort();
    }

    /** What all others talk to: started first. */
    List<ProcessSpec> stores() throws IOException {
        return List.of(broker(), redis());
    }

    ProcessSpec broker() throws IOException {
        return jvms.spec(
                KAFKA,
                "ingest/embedded",
                "dev.millrace.embedded.BrokerMain",
                384,
                Map.of(
                        "kafka.port", Integer.toString(options.kafkaPort()),
                        "kafka.controller-port", Integer.toString(controllerPort)));
    }

    /** What Kafka costs alone, for measurements. */
    ProcessSpec barePath(String flows) throws IOException {
        return jvms.spec("bare", "loadgen/driver", "dev.millrace.load.bare.BarePath", 256, Map.of("bare.flows", flows));
    }

    /** Everything that needs the broker and its topics. */
    List<ProcessSpec> services() throws IOException {
        Map<String, String> features = LocalViews.settings(data, redisUri());
        var specs = new ArrayList<ProcessSpec>();
        specs.add(jvms.spec(
                "flink",
                "streams-app/flink",
                "dev.millrace.streams.flink.FlinkMain",
                512,
                Map.of("delivery.guarantee", exactlyOnce() ? "exactly-once" : "at-least-once")));
        specs.add(jvms.spec(
                "streams",
                "streams-app/kafka-streams",
                "dev.millrace.streams.kafka.StreamsMain",
                256,
                Map.of("processing.guarantee", options.guarantee())));
        for (String model : options.models()) {
            for (int number = 1; number <= options.sizing().workersOf(model); number++) {
                specs.add(worker(model, number));
            }
        }
        specs.add(jvms.spec(
                "materializer",
                "feature-store/materializer",
                "dev.millrace.features.materializer.MaterializerMain",
                128,
                with(features, Map.of("history.dir", data.history().toString(), "history.flush-interval", "10s"))));
        specs.add(jvms.spec(
                "feature-server",
                "feature-store/serving",
                "dev.millrace.features.serving.FeatureServerMain",
                96,
                with(features, Map.of("serving.port", Integer.toString(options.featurePort())))));
        if (!options.sizing().scaled().isEmpty()) {
            specs.add(jvms.spec(
                    "scaler",
                    "k8s/scaler/server",
                    "dev.millrace.scaler.server.ScalerMain",
                    96,
                    Map.of("scaler.port", Integer.toString(scalerPort))));
        }
        return specs;
    }

    /** The page that shows all of it: nothing waits for it, and nothing needs it. */
    ProcessSpec console() throws IOException {
        return jvms.spec(
                CONSOLE,
                "local/console",
                "dev.millrace.console.ConsoleMain",
                CONSOLE_HEAP_MB,
                Map.of("console.port", Integer.toString(options.consolePort()), "observer.period", "1s"));
    }

    String scalerAddress() {
        return "127.0.0.1:" + scalerPort;
    }

    /** The worker of this number, from 1, of a model. */
    ProcessSpec worker(String model, int number) throws IOException {
        return jvms.spec(
                workerName(model, number),
                workerName(model, 1),
                "inference-workers/worker",
                "dev.millrace.inference.worker.WorkerMain",
                192,
                with(
                        LocalViews.settings(data, redisUri()),
                        Map.of(
                                "model.name",
                                model,
                                "guarantee",
                                options.guarantee(),
                                "onnx.native.dir",
                                data.natives().toString())));
    }

    /** The first worker has its model's name alone, as the only one has. */
    static String workerName(String model, int number) {
        return "worker-" + model + (number == 1 ? "" : "-" + number);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        var all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private String redisUri() {
        return "redis://127.0.0.1:" + redisPort;
    }

    private boolean exactlyOnce() {
        return options.guarantee().equals(PlatformOptions.EXACTLY_ONCE);
    }

    private ProcessSpec redis() throws IOException {
        Path folder = data.state(REDIS);
        Files.createDirectories(folder);
        return new ProcessSpec(
                REDIS,
                RedisBinary.command(RedisBinary.find(folder), folder, redisPort),
                Map.of(),
                data.log(REDIS),
                ReadinessProbe.tcp(redisPort));
    }
}
