package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Mistakes in what operators are told: Kafka, Flink, KEDA, Prometheus, the network. */
final class OperatorMistakes {
    private static final String KAFKA = "/spec/kafka";

    private OperatorMistakes() {}

    static List<Map.Entry<String, Mistake>> all() {
        return Stream.of(kafka(), flink(), scalingAndSight(), network())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Map.Entry<String, Mistake>> kafka() {
        return List.of(
                mistake(
                        "missing ACL",
                        "its code needs",
                        e -> e.remove("KafkaUser", "millrace-materializer", "/spec/authorization/acls/0")),
                mistake(
                        "ACL too many",
                        "does not need",
                        e -> e.set(
                                "KafkaUser", "millrace-streams", "/spec/authorization/acls/0/operations/0", "\"All\"")),
                mistake(
                        "misspelt group in an ACL",
                        "its code needs",
                        e -> e.set(
                                "KafkaUser",
                                "millrace-worker-recommender",
                                "/spec/authorization/acls/1/resource/name",
                                "\"worker-recommender\"")),
                mistake(
                        "missing user",
                        "is missing",
                        e -> e.without(each -> Documents.title(each).equals("KafkaUser/millrace-scaler"))),
                mistake(
                        "missing topic",
                        "is missing",
                        e -> e.without(each -> Documents.title(each).equals("KafkaTopic/scaler-forecasts"))),
                mistake(
                        "misspelt topic",
                        "no topic of the code",
                        e -> e.set("KafkaTopic", "user-events", "/metadata/name", "\"user-event\"")),
                mistake(
                        "dead letters that do not fit",
                        "config",
                        e -> e.set("KafkaTopic", "dead-letters", "/spec/config/max.message.bytes", "1048576")),
                mistake(
                        "registry that is deleted",
                        "config",
                        e -> e.set("KafkaTopic", "models", "/spec/config/cleanup.policy", "\"delete\"")),
                mistake(
                        "partitions that do not meet",
                        "equally many",
                        e -> e.set("KafkaTopic", "user-events", "/spec/partitions", "8")),
                mistake(
                        "comparisons in two partitions",
                        "partitions",
                        e -> e.set("KafkaTopic", "model-comparisons", "/spec/partitions", "2")),
                mistake("one copy of three", "replicas", e -> e.set("KafkaTopic", "features", "/spec/replicas", "1")),
                mistake(
                        "broker that refuses dead letters",
                        "message.max.bytes",
                        e -> e.set("Kafka", "millrace", KAFKA + "/config/message.max.bytes", "1048588")),
                mistake(
                        "acknowledged by one of three",
                        "min.insync",
                        e -> e.set("Kafka", "millrace", KAFKA + "/config/min.insync.replicas", "1")),
                mistake("no racks", "rack", e -> e.remove("Kafka", "millrace", KAFKA + "/rack")),
                mistake(
                        "listener without TLS",
                        "not encrypted",
                        e -> e.set("Kafka", "millrace", KAFKA + "/listeners/0/tls", "false")),
                mistake(
                        "nobody enforces rights",
                        "authorization",
                        e -> e.remove("Kafka", "millrace", KAFKA + "/authorization")),
                mistake(
                        "topic of another cluster",
                        "strimzi.io/cluster",
                        e -> e.set("KafkaTopic", "features", "/metadata/labels/strimzi.io~1cluster", "\"kafka\"")));
    }

    private static List<Map.Entry<String, Mistake>> flink() {
        String conf = "/spec/flinkConfiguration/";
        return List.of(
                mistake(
                        "misspelt key of Flink's own",
                        "does not know",
                        e -> e.rename(
                                "FlinkDeployment",
                                "flink-item-signals",
                                conf + "execution.checkpointing.interval",
                                "execution.checkpoint.interval")),
                mistake(
                        "bad value of Flink's own",
                        "execution.checkpointing.mode",
                        e -> e.set(
                                "FlinkDeployment",
                                "flink-item-signals",
                                conf + "execution.checkpointing.mode",
                                "\"EXACTLY-1\"")),
                mistake(
                        "graph without object reuse",
                        "local process",
                        e -> e.set(
                                "FlinkDeployment", "flink-item-signals", conf + "pipeline.object-reuse", "\"false\"")),
                mistake(
                        "the same job twice",
                        "runs twice",
                        e -> e.set("FlinkDeployment", "flink-item-signals", "/spec/job/args/0", "\"sensor-windows\"")),
                mistake(
                        "class that is gone",
                        "no class of ours",
                        e -> e.set(
                                "FlinkDeployment",
                                "flink-item-signals",
                                "/spec/job/entryClass",
                                "\"dev.millrace.streams.flink.FlinkMain\"")),
                mistake(
                        "update that forgets",
                        "start anew",
                        e -> e.set("FlinkDeployment", "flink-item-signals", "/spec/job/upgradeMode", "\"stateless\"")),
                mistake(
                        "checkpoints in a pod",
                        "shared volume",
                        e -> e.set(
                                "FlinkDeployment",
                                "flink-item-signals",
                                conf + "execution.checkpointing.dir",
                                "\"file:///tmp/x\"")));
    }

    private static List<Map.Entry<String, Mistake>> scalingAndSight() {
        return List.of(
                mistake(
                        "target that is not there",
                        "no Deployment",
                        e -> e.set("ScaledObject", "recommender", "/spec/scaleTargetRef/name", "\"recommender\"")),
                mistake(
                        "more workers than partitions",
                        "partitions",
                        e -> e.set("ScaledObject", "recommender", "/spec/maxReplicaCount", "13")),
                mistake(
                        "misspelt trigger key",
                        "sloSecond",
                        e -> e.rename(
                                "ScaledObject", "recommender", "/spec/triggers/0/metadata/sloSeconds", "sloSecond")),
                mistake(
                        "address without a namespace",
                        "scalerAddress",
                        e -> e.set(
                                "ScaledObject",
                                "recommender",
                                "/spec/triggers/0/metadata/scalerAddress",
                                "\"millrace-scaler:6000\"")),
                mistake(
                        "trigger of another model",
                        "model recommender",
                        e -> e.set(
                                "ScaledObject",
                                "recommender",
                                "/spec/triggers/0/metadata/model",
                                "\"sensor-anomaly\"")),
                mistake(
                        "replicas in the manifest",
                        "undo",
                        e -> e.set("Deployment", "worker-recommender", "/spec/replicas", "2")),
                mistake(
                        "monitor of a port that is not there",
                        "has no port",
                        e -> e.set("PodMonitor", "millrace", "/spec/podMetricsEndpoints/0/port", "\"metrics\"")),
                mistake(
                        "monitor of no pod",
                        "selects no pod",
                        e -> e.set(
                                "PodMonitor",
                                "millrace",
                                "/spec/selector/matchLabels/millrace.dev~1runtime",
                                "\"java\"")));
    }

    private static List<Map.Entry<String, Mistake>> network() {
        return List.of(
                mistake(
                        "no default",
                        "is open",
                        e -> e.without(each -> Documents.title(each).equals("NetworkPolicy/default-deny"))),
                mistake(
                        "Kafka for everybody",
                        "is open",
                        e -> e.remove("Kafka", "millrace", KAFKA + "/listeners/0/networkPolicyPeers")),
                mistake(
                        "Redis closed",
                        "is closed",
                        e -> e.without(each -> Documents.title(each).equals("NetworkPolicy/redis"))),
                mistake(
                        "KEDA from another namespace",
                        "keda to scaler",
                        e -> e.set(
                                "NetworkPolicy",
                                "scaler",
                                "/spec/ingress/0/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name",
                                "\"keda-system\"")),
                mistake(
                        "wrong port of a policy",
                        "monitoring to observer:8080",
                        e -> e.set("NetworkPolicy", "metrics", "/spec/ingress/0/ports/0/port", "9090")));
    }
}
