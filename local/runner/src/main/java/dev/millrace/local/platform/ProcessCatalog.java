package dev.millrace.local.platform;

import dev.millrace.embedded.RedisBinary;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Every process of the platform: module, main class, memory, settings. The one place that knows them all. */
final class ProcessCatalog {
    static final String KAFKA = "kafka";
    static final String REDIS = "redis";

    private final PlatformOptions options;
    private final DataDir data;
    private final Installation installation;
    private final ClassDataArchives archives;
    private final int controllerPort;
    private final int redisPort;

    ProcessCatalog(
            PlatformOptions options,
            Installation installation,
            ClassDataArchives archives,
            int controllerPort,
            int redisPort) {
        this.options = options;
        this.data = new DataDir(options.dataDir());
        this.installation = installation;
        this.archives = archives;
        this.controllerPort = controllerPort;
        this.redisPort = redisPort;
    }

    String bootstrap() {
        return "127.0.0.1:" + options.kafkaPort();
    }

    /** What all others talk to: started first. */
    List<ProcessSpec> stores() throws IOException {
        return List.of(
                jvm(
                        KAFKA,
                        "ingest/embedded",
                        "dev.millrace.embedded.BrokerMain",
                        384,
                        Map.of(
                                "kafka.port", Integer.toString(options.kafkaPort()),
                                "kafka.controller-port", Integer.toString(controllerPort))),
                redis());
    }

    /** Everything that needs the broker and its topics. */
    List<ProcessSpec> services() throws IOException {
        Map<String, String> redis = Map.of("redis.uri", "redis://127.0.0.1:" + redisPort);
        var specs = new ArrayList<ProcessSpec>();
        specs.add(jvm(
                "flink",
                "streams-app/flink",
                "dev.millrace.streams.flink.FlinkMain",
                512,
                Map.of("delivery.guarantee", exactlyOnce() ? "exactly-once" : "at-least-once")));
        specs.add(jvm(
                "streams",
                "streams-app/kafka-streams",
                "dev.millrace.streams.kafka.StreamsMain",
                256,
                Map.of("processing.guarantee", options.guarantee())));
        for (String model : options.models()) {
            specs.add(jvm(
                    "worker-" + model,
                    "inference-workers/worker",
                    "dev.millrace.inference.worker.WorkerMain",
                    192,
                    Map.of(
                            "model.name",
                            model,
                            "guarantee",
                            options.guarantee(),
                            "redis.uri",
                            "redis://127.0.0.1:" + redisPort,
                            "onnx.native.dir",
                            data.natives().toString())));
        }
        specs.add(jvm(
                "materializer",
                "feature-store/materializer",
                "dev.millrace.features.materializer.MaterializerMain",
                128,
                redis));
        return specs;
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

    private ProcessSpec jvm(String name, String module, String mainClass, int heapMb, Map<String, String> settings)
            throws IOException {
        Files.createDirectories(data.state(name));
        var properties = new Properties();
        properties.putAll(settings);
        properties.put("process.name", name);
        properties.put("kafka.bootstrap", bootstrap());
        properties.put("run.dir", data.run().toString());
        properties.put("data.dir", data.state(name).toString());
        try (Writer out = Files.newBufferedWriter(data.conf(name))) {
            properties.store(out, "Written by millrace up; a change here is lost at the next start.");
        }
        // The serial collector keeps small heaps small, and two cores have none to spare for concurrent marking. Seven
        // JVMs
        // that optimise at once take a third of a core for minutes.
        var jvmArgs = new ArrayList<>(archives.flags(name, module, installation.classPath(module)));
        jvmArgs.addAll(List.of(
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + data.state(name)));
        return new ProcessSpec(
                name,
                installation.command(module, mainClass, jvmArgs, data.conf(name)),
                // 1.28 sends no telemetry by default; later versions do.
                Map.of("ORT_DISABLE_TELEMETRY", "1"),
                data.log(name),
                ReadinessProbe.http(data.run().resolve(name + ".port")));
    }
}
