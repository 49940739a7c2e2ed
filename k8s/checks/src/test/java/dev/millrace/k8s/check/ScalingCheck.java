package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import dev.millrace.scaler.keda.DelayTriggerSettings;
import dev.millrace.scaler.keda.KafkaTriggerSettings;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObject.Trigger;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** Each worker is scaled by one ScaledObject that KEDA and our reader understand, on the topic and group that the worker has. */
public final class ScalingCheck implements Check {
    private static final JsonNode TRIGGERS = triggers();

    @Override
    public void check(Documents documents, Findings findings) {
        Set<String> targets = new HashSet<>();
        documents.kind("ScaledObject").forEach(object -> check(documents, object, targets, findings));
        documents
                .pods()
                .filter(pod -> pod.environment().containsKey("MILLRACE_MODEL_NAME"))
                .forEach(pod -> {
                    findings.require(
                            targets.contains(pod.name()), pod.title(), "replicas", "no ScaledObject scales it");
                    findings.require(
                            !pod.owner().path("spec").has("replicas"),
                            pod.title(),
                            "spec.replicas",
                            "each apply would undo the scaler's work");
                });
    }

    private static void check(Documents documents, ObjectNode object, Set<String> targets, Findings findings) {
        String title = Documents.title(object);
        ScaledObject read;
        try {
            read = ScaledObjectYaml.parse(object.toString());
        } catch (IllegalArgumentException e) {
            findings.add(title, "spec", String.valueOf(e.getMessage()));
            return;
        }
        findings.require(targets.add(read.target()), title, "scaleTargetRef", "two objects scale " + read.target());
        String kind = object.at("/spec/scaleTargetRef/kind").asText("Deployment");
        Pod worker = documents
                .find(kind, read.target())
                .flatMap(found -> documents
                        .pods()
                        .filter(pod -> pod.owner().equals(found))
                        .findFirst())
                .orElse(null);
        if (worker == null) {
            findings.add(title, "scaleTargetRef.name", "there is no " + kind + " " + read.target());
            return;
        }
        String model = worker.environment().getOrDefault("MILLRACE_MODEL_NAME", "");
        for (JsonNode trigger : object.at("/spec/triggers")) {
            keys(title, trigger, findings);
            login(documents, title, trigger, findings);
        }
        for (Trigger trigger : read.triggers()) {
            try {
                trigger(documents, title, read, trigger, model, findings);
            } catch (IllegalArgumentException e) {
                findings.add(title, "triggers", String.valueOf(e.getMessage()));
            }
        }
    }

    private static void trigger(
            Documents documents, String title, ScaledObject object, Trigger trigger, String model, Findings findings) {
        String topic;
        String group;
        boolean share = false;
        if (trigger.type().equals("kafka")) {
            KafkaTriggerSettings kafka = KafkaTriggerSettings.of(trigger.metadata());
            topic = String.valueOf(kafka.topic());
            group = kafka.consumerGroup();
            reachable(documents, title, "bootstrapServers", kafka.bootstrapServers(), findings);
        } else if (trigger.type().startsWith("external")) {
            DelayTriggerSettings delay = DelayTriggerSettings.of(trigger.metadata());
            topic = delay.topic();
            group = delay.consumerGroup();
            share = "share".equals(trigger.metadata().get("sharing"));
            reachable(
                    documents,
                    title,
                    "scalerAddress",
                    String.valueOf(trigger.metadata().get("scalerAddress")),
                    findings);
        } else {
            return;
        }
        findings.require(
                topic.equals("inference." + model), title, "topic", topic + " is not what model " + model + " reads");
        findings.require(
                group.equals("worker." + model), title, "consumerGroup", group + " is not the group of model " + model);
        findings.require(
                share == AclCheck.guarantee(documents).equals("share"), title, "sharing", "is not what the workers do");
        int partitions = documents
                .find("KafkaTopic", topic)
                .map(found -> found.at("/spec/partitions").asInt())
                .orElse(0);
        findings.require(
                share || object.max() <= partitions,
                title,
                "maxReplicaCount",
                object.max() + " workers share " + partitions + " partitions");
    }

    /** KEDA dials from another namespace: the address names ours, and the service is there. */
    private static void reachable(Documents documents, String title, String key, String address, Findings findings) {
        boolean found = address.equals("millrace-kafka-bootstrap.millrace:9093")
                || documents.kind("Service").anyMatch(service -> Documents.stream(service.at("/spec/ports"))
                        .anyMatch(port -> address.equals(Documents.name(service) + "." + Documents.namespace(service)
                                + ":" + port.path("port").asText())));
        findings.require(found, title, key, address + " is no service with its namespace");
    }

    private static void keys(String title, JsonNode trigger, Findings findings) {
        String type = trigger.path("type").asText();
        JsonNode known = TRIGGERS.path(type);
        findings.require(!known.isMissingNode(), title, "triggers", type + " is no trigger of KEDA that we use");
        // An external scaler's own keys are ours, and our reader knows them.
        if (!known.isMissingNode() && !type.startsWith("external")) {
            trigger.path("metadata")
                    .fieldNames()
                    .forEachRemaining(key -> findings.require(
                            known.has(key),
                            title,
                            "triggers." + type + "." + key,
                            "KEDA does not know it and would go on without"));
        }
    }

    private static void login(Documents documents, String title, JsonNode trigger, Findings findings) {
        String login = trigger.at("/authenticationRef/name").asText();
        boolean needed = trigger.path("type").asText().equals("kafka");
        findings.require(
                !needed || documents.find("TriggerAuthentication", login).isPresent(),
                title,
                "authenticationRef",
                "Kafka lets in nobody without: '" + login + "'");
    }

    private static JsonNode triggers() {
        var mapper = new ObjectMapper();
        var all = mapper.createObjectNode();
        try (InputStream in = ScalingCheck.class.getResourceAsStream("/crds/keda-scalers.json")) {
            for (JsonNode scaler : mapper.readTree(in).get("scalers")) {
                ObjectNode keys = all.putObject(scaler.get("type").asText());
                scaler.get("parameters")
                        .forEach(parameter -> keys.put(parameter.get("name").asText(), true));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
