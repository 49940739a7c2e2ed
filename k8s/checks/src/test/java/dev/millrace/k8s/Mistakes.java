package dev.millrace.k8s;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Mistakes that people make, each with a word of the finding that must tell of it. */
final class Mistakes {
    private static final String POD = "/spec/template/spec";
    private static final String MAIN = POD + "/containers/0";

    private Mistakes() {}

    /** By name; {@code hint}: part of the finding. */
    record Mistake(String hint, UnaryOperator<Edit> edit) {}

    static Map.Entry<String, Mistake> mistake(String name, String hint, UnaryOperator<Edit> edit) {
        return entry(name, new Mistake(hint, edit));
    }

    /** Makes one of the mistakes in a rendering, and fails where no check tells it. */
    static void assertFound(List<Map.Entry<String, Mistake>> mistakes, String name, Documents documents) {
        Mistake mistake = mistakes.stream()
                .filter(each -> each.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(Checks.run(mistake.edit().apply(new Edit(documents)).documents()))
                .extracting(Finding::toString)
                .anyMatch(finding -> finding.contains(mistake.hint()));
    }

    /** In the production overlay with exactly-once and tracing. */
    static List<Map.Entry<String, Mistake>> inProduction() {
        return Stream.of(schema(), pods(), SettingMistakes.all(), OperatorMistakes.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Map.Entry<String, Mistake>> schema() {
        return List.of(
                mistake(
                        "Kafka in v1beta2",
                        "not served",
                        e -> e.set("Kafka", "millrace", "/apiVersion", "\"kafka.strimzi.io/v1beta2\"")),
                mistake(
                        "misspelt field of a Deployment",
                        "terminationGracePeriod",
                        e -> e.rename(
                                "Deployment",
                                "scaler",
                                POD + "/terminationGracePeriodSeconds",
                                "terminationGracePeriod")),
                mistake(
                        "misspelt field of a topic",
                        "partition",
                        e -> e.rename("KafkaTopic", "features", "/spec/partitions", "partition")),
                mistake(
                        "misspelt field of a ScaledObject",
                        "coolDownPeriod",
                        e -> e.rename("ScaledObject", "recommender", "/spec/cooldownPeriod", "coolDownPeriod")),
                mistake(
                        "misspelt field of a FlinkDeployment",
                        "jarUri",
                        e -> e.rename("FlinkDeployment", "flink-item-signals", "/spec/job/jarURI", "jarUri")),
                mistake(
                        "an ACL operation that does not exist",
                        "operations",
                        e -> e.set(
                                "KafkaUser",
                                "millrace-scaler",
                                "/spec/authorization/acls/0/operations/0",
                                "\"Consume\"")),
                mistake(
                        "a Flink version that the operator does not know",
                        "flinkVersion",
                        e -> e.set("FlinkDeployment", "flink-item-signals", "/spec/flinkVersion", "\"v2_3\"")),
                mistake(
                        "a secret in the repository",
                        "no place",
                        e -> e.with(
                                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\",\"namespace\":\"millrace\"}}")),
                mistake(
                        "no namespace",
                        "metadata.namespace",
                        e -> e.remove("Service", "millrace-redis", "/metadata/namespace")));
    }

    private static List<Map.Entry<String, Mistake>> pods() {
        return List.of(
                mistake(
                        "privileged container",
                        "privileged",
                        e -> e.set("Deployment", "observer", MAIN + "/securityContext/privileged", "true")),
                mistake(
                        "root user",
                        "runAsUser",
                        e -> e.set("Deployment", "scaler", POD + "/securityContext/runAsUser", "0")),
                mistake(
                        "writable root",
                        "readOnlyRootFilesystem",
                        e -> e.remove("StatefulSet", "streams", MAIN + "/securityContext/readOnlyRootFilesystem")),
                mistake(
                        "capabilities kept",
                        "capabilities",
                        e -> e.remove("StatefulSet", "redis", MAIN + "/securityContext/capabilities")),
                mistake(
                        "no seccomp",
                        "seccompProfile",
                        e -> e.remove("Deployment", "gpu-balloon", POD + "/securityContext/seccompProfile")),
                mistake(
                        "service links",
                        "enableServiceLinks",
                        e -> e.remove("Deployment", "scaler", POD + "/enableServiceLinks")),
                mistake(
                        "API token mounted",
                        "automountServiceAccountToken",
                        e -> e.set("Deployment", "materializer", POD + "/automountServiceAccountToken", "true")),
                mistake(
                        "volume of the node",
                        "hostPath",
                        e -> e.set(
                                "Deployment",
                                "worker-recommender",
                                POD + "/volumes/0",
                                "{\"name\":\"x\",\"hostPath\":{\"path\":\"/\"}}")),
                mistake(
                        "Pod Security off",
                        "restricted",
                        e -> e.set(
                                "Namespace",
                                "millrace",
                                "/metadata/labels/pod-security.kubernetes.io~1enforce",
                                "\"privileged\"")),
                mistake(
                        "floating tag",
                        "fixed tag",
                        e -> e.set("Deployment", "observer", MAIN + "/image", "\"millrace/observer:latest\"")),
                mistake(
                        "image of no process",
                        "image",
                        e -> e.set("Deployment", "observer", MAIN + "/image", "\"millrace/observr:0.1.0\"")),
                mistake(
                        "limit below the heap",
                        "less than",
                        e -> e.set("StatefulSet", "streams", MAIN + "/resources/limits/memory", "\"256Mi\"")),
                mistake(
                        "no memory limit",
                        "limits/memory",
                        e -> e.remove("Deployment", "scaler", MAIN + "/resources/limits/memory")),
                mistake(
                        "half a GPU",
                        "whole number",
                        e -> e.set(
                                "Deployment", "worker-recommender", MAIN + "/resources/limits/nvidia.com~1gpu", "0.5")),
                mistake(
                        "GPU without toleration",
                        "toleration",
                        e -> e.remove("Deployment", "worker-recommender", POD + "/tolerations")),
                mistake(
                        "wrong probe path",
                        "livenessProbe",
                        e -> e.set("Deployment", "materializer", MAIN + "/livenessProbe/httpGet/path", "\"/healthz\"")),
                mistake(
                        "readiness probe asks whether it lives",
                        "readinessProbe",
                        e -> e.set(
                                "Deployment",
                                "materializer",
                                MAIN + "/readinessProbe/httpGet/path",
                                "\"/health/live\"")),
                mistake(
                        "wrong container port",
                        "ports.http",
                        e -> e.set("Deployment", "observer", MAIN + "/ports/0/containerPort", "8081")),
                mistake(
                        "killed before it has stopped",
                        "terminationGracePeriodSeconds",
                        e -> e.set("StatefulSet", "streams", POD + "/terminationGracePeriodSeconds", "5")),
                mistake("no tmp", "/tmp", e -> e.set("Deployment", "scaler", MAIN + "/volumeMounts", "[]")),
                mistake(
                        "selector that fits no pod",
                        "spec.selector",
                        e -> e.set(
                                "Service", "millrace-scaler", "/spec/selector/app.kubernetes.io~1name", "\"scalar\"")),
                mistake(
                        "service to a closed port",
                        "leads to no port",
                        e -> e.set("Service", "millrace-scaler", "/spec/ports/0/targetPort", "\"grpc\"")),
                mistake(
                        "budget of nobody",
                        "PodDisruptionBudget",
                        e -> e.set(
                                "PodDisruptionBudget",
                                "streams",
                                "/spec/selector/matchLabels/app.kubernetes.io~1name",
                                "\"stream\"")),
                mistake(
                        "role with everything",
                        "least privilege",
                        e -> e.set("Role", "millrace-flink", "/rules/0/verbs/0", "\"*\"")));
    }
}
