package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Topics;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.code.MirrorCode;
import dev.millrace.k8s.code.ProcessRights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** MirrorMaker brings the topics of the design, each record once, as the user whose rights we checked. */
public final class MirrorCheck implements Check {
    private static final Set<String> TOPICS = Set.of(Topics.SENSOR_READINGS, Topics.USER_EVENTS);

    @Override
    public void check(Documents documents, Findings findings) {
        documents.kind("KafkaMirrorMaker2").forEach(mirror -> {
            String title = Documents.title(mirror);
            target(documents, title, mirror.at("/spec/target"), findings);
            Documents.stream(mirror.at("/spec/mirrors")).forEach(each -> source(title, each, findings));
            findings.require(
                    documents.kind("Kafka").allMatch(kafka -> kafka.at("/spec/kafka/version")
                            .equals(mirror.at("/spec/version"))),
                    title,
                    "version",
                    "is not that of Kafka");
            findings.require(
                    mirror.at("/spec/template/pod/metadata/labels")
                            .path("millrace.dev/kafka")
                            .asText()
                            .equals("client"),
                    title,
                    "template.pod.metadata.labels",
                    "no network policy lets it to Kafka");
        });
    }

    private static void target(Documents documents, String title, JsonNode target, Findings findings) {
        String group = target.path("groupId").asText();
        findings.require(
                group.equals(ProcessRights.MIRROR), title, "target.groupId", "is not that of its user's rights");
        for (String key : List.of("configStorageTopic", "offsetStorageTopic", "statusStorageTopic")) {
            findings.require(
                    target.path(key).asText().startsWith(group + "-"), title, "target." + key, "may not be written");
        }
        boolean leads = documents
                .find("Kafka", "millrace")
                .map(kafka -> bootstrap(kafka)
                        .contains(target.path("bootstrapServers").asText()))
                .orElse(false);
        findings.require(leads, title, "target.bootstrapServers", "leads nowhere");
        login(title, "target", target, findings);
        String user = target.at("/authentication/username").asText();
        findings.require(
                documents.find("KafkaUser", user).isPresent()
                        && target.at("/authentication/passwordSecret/secretName")
                                .asText()
                                .equals(user),
                title,
                "target.authentication",
                "'" + user + "' is no user with that secret");
        Map<String, String> config = texts(target.path("config"));
        MirrorCode.workerProblems(config).forEach(problem -> findings.add(title, "target.config", problem));
        findings.require(
                "enabled".equals(config.get("exactly.once.source.support")),
                title,
                "target.config.exactly.once.source.support",
                "a record may come twice");
    }

    private static List<String> bootstrap(ObjectNode kafka) {
        return Documents.stream(kafka.at("/spec/kafka/listeners"))
                .map(listener -> Documents.name(kafka) + "-kafka-bootstrap:"
                        + listener.path("port").asText())
                .toList();
    }

    private static void source(String title, JsonNode mirror, Findings findings) {
        login(title, "source", mirror.path("source"), findings);
        Set<String> topics = Set.of(mirror.path("topicsPattern").asText().split("[|]", -1));
        findings.require(topics.equals(TOPICS), title, "topicsPattern", topics + " are not " + TOPICS);
        findings.require(
                !mirror.has("checkpointConnector"), title, "checkpointConnector", "no group moves to the centre");
        Map<String, String> config = texts(mirror.at("/sourceConnector/config"));
        MirrorCode.connectorProblems(config).forEach(problem -> findings.add(title, "sourceConnector.config", problem));
        findings.require(
                config.getOrDefault("replication.policy.class", "").endsWith(".IdentityReplicationPolicy"),
                title,
                "sourceConnector.config.replication.policy.class",
                "our processes read topics by their own names");
        findings.require(
                "false".equals(config.get("emit.offset-syncs.enabled")),
                title,
                "sourceConnector.config.emit.offset-syncs.enabled",
                "would write to the edge, which its user may not");
    }

    private static void login(String title, String key, JsonNode cluster, Findings findings) {
        findings.require(!cluster.at("/tls/trustedCertificates").isEmpty(), title, key + ".tls", "is not encrypted");
        findings.require(
                cluster.at("/authentication/type").asText().equals("scram-sha-512"),
                title,
                key + ".authentication",
                "is not that of the listener");
    }

    private static Map<String, String> texts(JsonNode object) {
        var found = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
        return found;
    }
}
