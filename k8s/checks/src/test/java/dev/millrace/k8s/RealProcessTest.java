package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processes themselves, with the environment of their pods and as the users of the manifests, get ready and are refused nothing:
 * what {@code ProcessRights} says of Kafka Streams, whose topics nobody writes down, is true.
 */
class RealProcessTest {
    private static final Map<String, String> MAINS = Map.of(
            "streams", "dev.millrace.streams.kafka.StreamsMain",
            "scaler", "dev.millrace.scaler.server.ScalerMain",
            "worker-sensor-anomaly", "dev.millrace.inference.worker.WorkerMain");

    @TempDir
    Path folder;

    @Test
    void startWithExactlyTheRightsOfTheManifests() throws Exception {
        Documents documents = Kustomize.render("kind", "exactly-once");
        try (SecuredBroker broker = SecuredBroker.start(folder)) {
            broker.apply(documents);
            var running = new HashMap<String, RealProcess>();
            try {
                for (var main : MAINS.entrySet()) {
                    running.put(main.getKey(), start(documents, broker, main.getKey(), main.getValue()));
                }
                for (var process : running.entrySet()) {
                    process.getValue().awaitReady();
                    assertThat(process.getValue().log())
                            .as(process.getKey())
                            .doesNotContain("AuthorizationException")
                            .doesNotContain("Not authorized");
                }
                assertThat(broker.topics()).anyMatch(topic -> topic.startsWith("millrace-streams-"));
            } finally {
                for (RealProcess process : running.values()) {
                    process.close();
                }
            }
        }
    }

    private RealProcess start(Documents documents, SecuredBroker broker, String name, String main) throws Exception {
        Pod pod = documents
                .pods()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        var here = new HashMap<>(Map.of(
                "MILLRACE_KAFKA_BOOTSTRAP",
                broker.bootstrap(),
                "MILLRACE_KAFKA_CLIENT_CONFIG",
                broker.clientConfig("millrace-" + name).toString(),
                // No Redis here; scores of sensors need none.
                "MILLRACE_REDIS_URI",
                "",
                "MILLRACE_REDIS_PASSWORD_FILE",
                ""));
        for (String key : List.of("MILLRACE_DATA_DIR", "MILLRACE_ONNX_NATIVE_DIR")) {
            if (pod.environment().containsKey(key)) {
                here.put(
                        key, Files.createDirectories(folder.resolve(name + key)).toString());
            }
        }
        if (name.equals("scaler")) {
            here.put("MILLRACE_SCALER_PORT", "0");
            here.put("MILLRACE_SCALER_LISTEN", "127.0.0.1");
        }
        return RealProcess.start(pod, main, folder, here);
    }
}
