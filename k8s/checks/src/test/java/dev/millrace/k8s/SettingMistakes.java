package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;

/** Mistakes in what processes are told. */
final class SettingMistakes {
    private static final String POD = "/spec/template/spec";

    private SettingMistakes() {}

    static List<Map.Entry<String, Mistake>> all() {
        return List.of(
                mistake(
                        "misspelt key of a worker",
                        "MILLRACE_GUARANTE",
                        e -> e.renameEnv(
                                "Deployment", "worker-recommender", "MILLRACE_GUARANTEE", "MILLRACE_GUARANTE")),
                mistake(
                        "misspelt required key",
                        "redis.uri",
                        e -> e.renameEnv("Deployment", "feature-server", "MILLRACE_REDIS_URI", "MILLRACE_REDIS_URL")),
                mistake(
                        "misspelt key of streams",
                        "MILLRACE_SESSION_TIMOUT",
                        e -> e.renameEnv(
                                "StatefulSet", "streams", "MILLRACE_SESSION_TIMEOUT", "MILLRACE_SESSION_TIMOUT")),
                mistake(
                        "misspelt key of Flink",
                        "MILLRACE_DELIVERY",
                        e -> e.renameEnv(
                                "FlinkDeployment",
                                "flink-item-signals",
                                "MILLRACE_DELIVERY_GUARANTEE",
                                "MILLRACE_DELIVERY")),
                mistake(
                        "value that no code takes",
                        "exactly_once",
                        e -> e.env("StatefulSet", "streams", "MILLRACE_PROCESSING_GUARANTEE", "exactly_once")),
                mistake(
                        "key of another process",
                        "MILLRACE_HISTORY_DIR",
                        e -> e.renameEnv("StatefulSet", "streams", "MILLRACE_SESSION_TIMEOUT", "MILLRACE_HISTORY_DIR")),
                mistake(
                        "listens on loopback",
                        "MILLRACE_HTTP_HOST",
                        e -> e.env("Deployment", "scaler", "MILLRACE_HTTP_HOST", "127.0.0.1")),
                mistake(
                        "port of the scaler changed on one side",
                        "grpc-scaler",
                        e -> e.env("Deployment", "scaler", "MILLRACE_SCALER_PORT", "6001")),
                mistake(
                        "telemetry of ONNX Runtime",
                        "ORT_DISABLE_TELEMETRY",
                        e -> e.env("Deployment", "worker-recommender", "ORT_DISABLE_TELEMETRY", "0")),
                mistake(
                        "bootstrap that leads nowhere",
                        "leads nowhere",
                        e -> e.env("Deployment", "observer", "MILLRACE_KAFKA_BOOTSTRAP", "kafka:9092")),
                mistake(
                        "another process's user",
                        "its own user",
                        e -> e.set("Deployment", "observer", POD + "/volumes/0", volume("millrace-scaler"))),
                mistake(
                        "config map that is not there",
                        "there is no ConfigMap",
                        e -> e.without(each -> Documents.title(each).equals("ConfigMap/millrace-streams-client"))),
                mistake(
                        "no standby replicas",
                        "standby",
                        e -> e.set(
                                "ConfigMap",
                                "millrace-streams-client",
                                "/data/client.properties",
                                "\"security.protocol=SASL_SSL\"")),
                mistake(
                        "plaintext client",
                        "encrypted",
                        e -> e.set(
                                "ConfigMap",
                                "millrace-kafka-client",
                                "/data/client.properties",
                                "\"security.protocol=SASL_PLAINTEXT\"")),
                mistake(
                        "password in a config map",
                        "secret",
                        e -> e.set("ConfigMap", "millrace-kafka-client", "/data/x", "\"password=hunter2\"")));
    }

    private static String volume(String secret) {
        return "{\"name\":\"kafka-user\",\"secret\":{\"secretName\":\"" + secret
                + "\",\"items\":[{\"key\":\"sasl.jaas.config\",\"path\":\"sasl.jaas.config\"}]}}";
    }
}
