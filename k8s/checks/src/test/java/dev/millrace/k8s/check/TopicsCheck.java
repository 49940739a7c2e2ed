package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Topics;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.code.ProcessRights;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The topics are those of the code, and the brokers take what the code sends. */
public final class TopicsCheck implements Check {
    private static final String KEYED = "millrace.dev/keyed";

    @Override
    public void check(Documents documents, Findings findings) {
        ObjectNode kafka = documents.kind("Kafka").findFirst().orElse(null);
        if (kafka == null) {
            findings.add("Kafka", "kind", "is missing");
            return;
        }
        var wanted = new TreeMap<String, Topics.Spec>();
        Topics.all(ProcessRights.MODELS).forEach(topic -> wanted.put(topic.name(), topic));
        int brokers = documents
                .kind("KafkaNodePool")
                .mapToInt(pool -> pool.at("/spec/replicas").asInt())
                .sum();
        Set<Integer> keyed = new HashSet<>();
        documents.kind("KafkaTopic").forEach(topic -> {
            Topics.Spec spec = wanted.remove(Documents.name(topic));
            if (spec == null) {
                findings.add(Documents.title(topic), "metadata.name", "is no topic of the code");
                return;
            }
            compare(topic, spec, findings);
            int replicas = topic.at("/spec/replicas").asInt();
            findings.require(
                    replicas == Math.min(3, brokers),
                    Documents.title(topic),
                    "replicas",
                    replicas + " with " + brokers + " brokers");
            if (spec.partitions() > 1) {
                keyed.add(topic.at("/spec/partitions").asInt());
            }
        });
        wanted.keySet().forEach(name -> findings.add("KafkaTopic/" + name, "kind", "is missing"));
        findings.require(
                keyed.size() <= 1,
                "KafkaTopic",
                "partitions",
                "topics that meet by key must have equally many, they have " + keyed);
        brokers(kafka, brokers, findings);
        members(documents, Documents.name(kafka), findings);
    }

    private static void compare(ObjectNode topic, Topics.Spec spec, Findings findings) {
        String title = Documents.title(topic);
        int partitions = topic.at("/spec/partitions").asInt();
        boolean many = spec.partitions() > 1;
        findings.require(
                many ? partitions >= spec.partitions() : partitions == 1,
                title,
                "partitions",
                partitions + " where the code has " + spec.partitions());
        findings.require(
                many == topic.at("/metadata/labels").has(KEYED),
                title,
                "metadata.labels",
                KEYED + " is for topics that are partitioned by key");
        var config = new TreeMap<String, String>();
        topic.at("/spec/config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        findings.require(
                config.equals(new TreeMap<>(spec.config())),
                title,
                "config",
                config + " is not the code's " + new TreeMap<>(spec.config()));
    }

    private static void brokers(ObjectNode kafka, int brokers, Findings findings) {
        String title = Documents.title(kafka);
        JsonNode config = kafka.at("/spec/kafka/config");
        findings.require(
                config.path("message.max.bytes").asInt() >= Topics.MAX_DEAD_LETTER_BYTES,
                title,
                "config.message.max.bytes",
                "is less than the largest dead letter");
        findings.require(
                config.has("auto.create.topics.enable")
                        && !config.get("auto.create.topics.enable").asBoolean(),
                title,
                "config.auto.create.topics.enable",
                "a misspelt topic must be an error");
        findings.require(
                kafka.at("/spec/kafka/version").asText().equals("4.3.1"),
                title,
                "version",
                "is not the one that the code is tested with");
        for (var entry : config.properties()) {
            if (entry.getKey().endsWith("replication.factor")) {
                findings.require(
                        entry.getValue().asInt() == Math.min(3, brokers),
                        title,
                        "config." + entry.getKey(),
                        entry.getValue() + " with " + brokers + " brokers");
            }
            if (entry.getKey().matches("min.insync.replicas|.*[.]min[.]isr")) {
                findings.require(
                        entry.getValue().asInt() == (brokers >= 3 ? 2 : 1),
                        title,
                        "config." + entry.getKey(),
                        entry.getValue() + " with " + brokers + " brokers");
            }
        }
        findings.require(
                brokers < 3 || kafka.at("/spec/kafka").has("rack"),
                title,
                "rack",
                "copies must not all be in one zone");
    }

    private static void members(Documents documents, String cluster, Findings findings) {
        for (String kind : List.of("KafkaNodePool", "KafkaTopic", "KafkaUser")) {
            documents
                    .kind(kind)
                    .forEach(object -> findings.require(
                            object.at("/metadata/labels")
                                    .path("strimzi.io/cluster")
                                    .asText()
                                    .equals(cluster),
                            Documents.title(object),
                            "metadata.labels",
                            "strimzi.io/cluster is not " + cluster));
        }
    }
}
