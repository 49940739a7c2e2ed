package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What one object names, another one is, or an operator makes it. */
public final class ReferenceCheck implements Check {
    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().forEach(pod -> pod(documents, pod, findings));
        documents
                .kind("ConfigMap")
                .filter(map -> map.path("data").has("client.properties"))
                .forEach(map -> client(documents, map, findings));
    }

    private static void pod(Documents documents, Pod pod, Findings findings) {
        for (JsonNode volume : pod.spec().path("volumes")) {
            named(documents, pod, "ConfigMap", volume.at("/configMap/name"), findings);
            claim(documents, pod, volume.at("/persistentVolumeClaim/claimName").asText(), findings);
        }
        named(documents, pod, "PriorityClass", pod.spec().path("priorityClassName"), findings);
        named(
                documents,
                pod,
                "ServiceAccount",
                pod.isFlink()
                        ? pod.owner().at("/spec/serviceAccount")
                        : pod.spec().path("serviceAccountName"),
                findings);
        named(documents, pod, "Service", pod.owner().at("/spec/serviceName"), findings);
        address(documents, pod, "MILLRACE_KAFKA_BOOTSTRAP", findings);
        address(documents, pod, "MILLRACE_REDIS_URI", findings);
        if (Documents.kind(pod.owner()).equals("StatefulSet")
                && pod.name().equals("streams")
                && pod.owner().at("/spec/replicas").asInt() > 1) {
            ObjectNode client = documents
                    .find(
                            "ConfigMap",
                            pod.volume("kafka-client")
                                    .map(volume -> volume.at("/configMap/name").asText())
                                    .orElse(""))
                    .orElse(null);
            findings.require(
                    client != null
                            && properties(client)
                                    .getProperty("num.standby.replicas", "0")
                                    .equals("1"),
                    pod.title(),
                    "volumes.kafka-client",
                    "no standby replicas: a lost pod's state is restored from Kafka while users wait");
        }
    }

    /** One of its own, or the first pod's of a StatefulSet. */
    private static void claim(Documents documents, Pod pod, String name, Findings findings) {
        boolean made = documents.kind("StatefulSet").anyMatch(set -> Documents.stream(
                        set.at("/spec/volumeClaimTemplates"))
                .anyMatch(
                        claim -> name.equals(claim.at("/metadata/name").asText() + "-" + Documents.name(set) + "-0")));
        findings.require(
                name.isEmpty()
                        || made
                        || documents.find("PersistentVolumeClaim", name).isPresent(),
                pod.title(),
                "PersistentVolumeClaim",
                "there is no PersistentVolumeClaim " + name);
    }

    private static void named(Documents documents, Pod pod, String kind, JsonNode name, Findings findings) {
        findings.require(
                name.isMissingNode() || documents.find(kind, name.asText()).isPresent(),
                pod.title(),
                kind,
                "there is no " + kind + " " + name.asText());
    }

    /** An address leads to a service of ours, or to the bootstrap service that Strimzi makes of a listener. */
    private static void address(Documents documents, Pod pod, String key, Findings findings) {
        String address = pod.environment().get(key);
        if (address == null) {
            return;
        }
        String target = address.replaceFirst("^rediss?://", "");
        boolean service = documents.kind("Service").anyMatch(found -> Documents.stream(found.at("/spec/ports"))
                .anyMatch(port -> target.equals(
                        Documents.name(found) + ":" + port.path("port").asText())));
        boolean bootstrap = documents.kind("Kafka").anyMatch(kafka -> Documents.stream(
                        kafka.at("/spec/kafka/listeners"))
                .anyMatch(listener -> target.equals(Documents.name(kafka) + "-kafka-bootstrap:"
                        + listener.path("port").asText())));
        findings.require(service || bootstrap, pod.title(), "env." + key, address + " leads nowhere");
    }

    private static void client(Documents documents, ObjectNode map, Findings findings) {
        Properties properties = properties(map);
        for (String key : properties.stringPropertyNames()) {
            findings.require(
                    ProducerConfig.configNames().contains(key)
                            || key.startsWith("config.providers.")
                            || key.equals("num.standby.replicas"),
                    Documents.title(map),
                    "client.properties." + key,
                    "no Kafka client knows it");
        }
        findings.require(
                "SASL_SSL".equals(properties.getProperty("security.protocol")),
                Documents.title(map),
                "client.properties.security.protocol",
                "is not encrypted");
        findings.require(
                "SCRAM-SHA-512".equals(properties.getProperty("sasl.mechanism")),
                Documents.title(map),
                "client.properties.sasl.mechanism",
                "is not the listener's");
        documents
                .pods()
                .filter(pod -> pod.volume("kafka-client")
                        .map(volume -> volume.at("/configMap/name").asText())
                        .filter(Documents.name(map)::equals)
                        .isPresent())
                // A step of a job may have no use for its pod's volume.
                .filter(pod -> !pod.isJob() || pod.environment().containsKey("MILLRACE_KAFKA_CLIENT_CONFIG"))
                .forEach(pod -> files(pod, map, properties, findings));
    }

    /** The files that the client is told to read are mounted where it looks. */
    private static void files(Pod pod, ObjectNode map, Properties properties, Findings findings) {
        String location = properties.getProperty("ssl.truststore.location", "");
        String login =
                properties.getProperty("sasl.jaas.config", "").replaceFirst("^\\$\\{dir:(.*):sasl.jaas.config}$", "$1");
        findings.require(
                location.equals(mount(pod, "kafka-ca") + "/ca.crt"),
                pod.title(),
                "volumeMounts.kafka-ca",
                "not where " + Documents.title(map) + " looks, " + location);
        findings.require(
                login.equals(mount(pod, "kafka-user"))
                        && login.equals(properties.getProperty("config.providers.dir.param.allowed.paths")),
                pod.title(),
                "volumeMounts.kafka-user",
                "not where " + Documents.title(map) + " looks, " + login);
        findings.require(
                (mount(pod, "kafka-client") + "/client.properties")
                        .equals(pod.environment().get("MILLRACE_KAFKA_CLIENT_CONFIG")),
                pod.title(),
                "env.MILLRACE_KAFKA_CLIENT_CONFIG",
                "is not where the file is mounted");
    }

    private static String mount(Pod pod, String volume) {
        return Documents.stream(pod.container().path("volumeMounts"))
                .filter(mount -> mount.path("name").asText().equals(volume))
                .map(mount -> mount.path("mountPath").asText())
                .findFirst()
                .orElse("");
    }

    private static Properties properties(ObjectNode map) {
        var properties = new Properties();
        try {
            properties.load(
                    new StringReader(map.path("data").path("client.properties").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
