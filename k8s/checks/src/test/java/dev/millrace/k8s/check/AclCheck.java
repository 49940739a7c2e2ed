package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import dev.millrace.k8s.code.ProcessRights;
import dev.millrace.k8s.code.Right;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every process has a user of its own, which may do exactly what its code does. */
public final class AclCheck implements Check {
    private static final String READER = "millrace-mirror-reader";

    @Override
    public void check(Documents documents, Findings findings) {
        Map<String, Set<Right>> wanted = new TreeMap<>(ProcessRights.of(guarantee(documents)));
        if (documents.find("KafkaUser", "millrace-keda").isPresent()) {
            wanted.put("millrace-keda", ProcessRights.keda());
        }
        if (documents.find("KafkaMirrorMaker2", ProcessRights.MIRROR).isPresent()) {
            wanted.put(ProcessRights.MIRROR, ProcessRights.mirror());
        }
        documents.find("KafkaUser", READER).ifPresent(reader -> wanted.put(READER, ProcessRights.mirrorReader()));
        documents
                .pods()
                .map(pod -> "millrace-" + pod.name())
                .filter(ProcessRights.jobs()::containsKey)
                .forEach(user -> wanted.put(user, ProcessRights.jobs().get(user)));
        documents.kind("KafkaUser").filter(AclCheck::isTeam).forEach(team -> team(team, findings));
        documents.kind("KafkaUser").filter(user -> !isTeam(user)).forEach(user -> {
            Set<Right> rights = wanted.remove(Documents.name(user));
            if (rights == null) {
                findings.add(Documents.title(user), "metadata.name", "is the user of no process");
            } else {
                compare(user, rights, findings);
            }
        });
        wanted.keySet().forEach(user -> findings.add("KafkaUser/" + user, "kind", "is missing"));
        documents
                .pods()
                .filter(pod -> "client".equals(pod.labels().get("millrace.dev/kafka")))
                .forEach(pod -> findings.require(
                        pod.volume("kafka-user")
                                .map(volume -> volume.at("/secret/secretName").asText())
                                .equals(java.util.Optional.of("millrace-" + pod.name())),
                        pod.title(),
                        "volumes.kafka-user",
                        "is not the secret of its own user, millrace-" + pod.name()));
        documents.kind("Kafka").forEach(kafka -> listeners(kafka, findings));
    }

    private static boolean isTeam(ObjectNode user) {
        return user.at("/metadata/labels").has("millrace.dev/team");
    }

    /** A team has a token for a login, no right but to write public inputs, and a bound. */
    private static void team(ObjectNode team, Findings findings) {
        String title = Documents.title(team);
        findings.require(
                team.at("/spec/authentication").isMissingNode(), title, "authentication", "its token is its login");
        findings.require(
                ProcessRights.team().containsAll(rights(team)), title, "acls", "may do more than write public inputs");
        findings.require(team.at("/spec/quotas").has("producerByteRate"), title, "quotas", "has no bound");
    }

    private static void listeners(ObjectNode kafka, Findings findings) {
        String title = Documents.title(kafka);
        findings.require(
                kafka.at("/spec/kafka/authorization/type").asText().equals("simple"),
                title,
                "authorization",
                "nobody enforces the users' rights");
        Documents.stream(kafka.at("/spec/kafka/listeners")).forEach(listener -> {
            String key = "listeners." + listener.path("name").asText();
            findings.require(listener.path("tls").asBoolean(), title, key, "is not encrypted");
            String type = listener.at("/authentication/type").asText();
            // What a custom one does is OidcCheck's business.
            findings.require(
                    type.equals("scram-sha-512") || type.equals("custom"), title, key, "lets in who is not known");
        });
    }

    /** That of the workers; the other processes must have the same. */
    public static String guarantee(Documents documents) {
        return documents
                .pods()
                .map(Pod::environment)
                .filter(environment -> environment.containsKey("MILLRACE_MODEL_NAME"))
                .map(environment -> environment.getOrDefault("MILLRACE_GUARANTEE", "effectively-once"))
                .findFirst()
                .orElse("effectively-once");
    }

    private static void compare(ObjectNode user, Set<Right> wanted, Findings findings) {
        var given = rights(user);
        var missing = new HashSet<>(wanted);
        missing.removeAll(given);
        var more = new HashSet<>(given);
        more.removeAll(wanted);
        missing.forEach(right -> findings.add(Documents.title(user), "acls", "its code needs " + right));
        more.forEach(right -> findings.add(Documents.title(user), "acls", "its code does not need " + right));
        findings.require(
                user.at("/spec/authentication/type").asText().equals("scram-sha-512"),
                Documents.title(user),
                "authentication",
                "is not that of the listener");
    }

    /** The rights of a user, those of the same resource taken together. */
    public static Set<Right> rights(ObjectNode user) {
        Map<Right, Set<String>> operations = new HashMap<>();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            JsonNode resource = acl.path("resource");
            var bare = new Right(
                    resource.path("type").asText(),
                    resource.path("name").asText(),
                    resource.path("patternType").asText("literal").equals("prefix"),
                    Set.of());
            operations.computeIfAbsent(bare, key -> new HashSet<>()).addAll(Documents.texts(acl.path("operations")));
        }
        var rights = new HashSet<Right>();
        operations.forEach((bare, all) -> rights.add(new Right(bare.type(), bare.name(), bare.prefix(), all)));
        return rights;
    }
}
