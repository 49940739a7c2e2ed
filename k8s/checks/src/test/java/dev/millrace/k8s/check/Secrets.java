package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Documents;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which secrets there will be in the cluster, and with which keys: no manifest has any, each is made by somebody. */
final class Secrets {
    /** By whoever installs, or from the store outside; k8s/README.md and docs/safety.md have the commands. */
    static final Map<String, Set<String>> INSTALLER =
            Map.of("millrace-redis", Set.of("password"), "millrace-edge", Set.of("password", "ca.crt"));

    private final Map<String, Set<String>> keys = new TreeMap<>();

    private Secrets() {}

    static Secrets of(Documents documents) {
        var secrets = new Secrets();
        INSTALLER.forEach((name, keys) -> secrets.add(name, keys.toArray(new String[0])));
        documents.kind("Kafka").forEach(kafka -> secrets.add(Documents.name(kafka) + "-cluster-ca-cert", "ca.crt"));
        documents
                .kind("KafkaUser")
                .filter(user -> !user.at("/spec/authentication").isMissingNode())
                .forEach(user -> secrets.add(Documents.name(user), "password", "sasl.jaas.config"));
        documents.kind("Certificate").forEach(secrets::certificate);
        return secrets;
    }

    private void certificate(ObjectNode certificate) {
        String name = certificate.at("/spec/secretName").asText();
        add(name, "tls.crt", "tls.key", "ca.crt");
        if (certificate.at("/spec/keystores/pkcs12/create").asBoolean()) {
            add(name, "keystore.p12", "truststore.p12");
        }
    }

    private void add(String name, String... more) {
        keys.computeIfAbsent(name, key -> new TreeSet<>()).addAll(Set.of(more));
    }

    boolean have(String name, String key) {
        return keys.getOrDefault(name, Set.of()).contains(key);
    }
}
