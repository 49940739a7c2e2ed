package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.code.TokenCode;
import java.util.List;
import java.util.stream.Stream;

/** A listener with a login of its own kind is one for tokens, of an issuer whose keys the brokers may and can ask for. */
public final class OidcCheck implements Check {
    private static final String KEYS = "sasl.oauthbearer.jwks.endpoint.url";

    @Override
    public void check(Documents documents, Findings findings) {
        documents.kind("Kafka").forEach(kafka -> Documents.stream(kafka.at("/spec/kafka/listeners"))
                .filter(listener -> listener.at("/authentication/type").asText().equals("custom"))
                .forEach(listener -> listener(documents, Documents.title(kafka), listener, findings)));
    }

    private static void listener(Documents documents, String title, JsonNode listener, Findings findings) {
        String where = "listeners." + listener.path("name").asText() + ".listenerConfig";
        JsonNode config = listener.at("/authentication/listenerConfig");
        findings.require(
                listener.at("/authentication/sasl").asBoolean()
                        && config.path("sasl.enabled.mechanisms").asText().equals("OAUTHBEARER"),
                title,
                where,
                "is no login by tokens");
        config.properties().forEach(entry -> TokenCode.problem(
                        entry.getKey(), entry.getValue().asText())
                .ifPresent(problem -> findings.add(title, where + "." + entry.getKey(), problem)));
        for (String key : List.of(
                "oauthbearer.sasl.jaas.config",
                "oauthbearer.sasl.server.callback.handler.class",
                "oauthbearer.connections.max.reauth.ms",
                "sasl.oauthbearer.expected.issuer",
                "sasl.oauthbearer.expected.audience",
                "sasl.oauthbearer.sub.claim.name",
                KEYS)) {
            findings.require(config.has(key), title, where + "." + key, "is not given");
        }
        String keys = config.path(KEYS).asText();
        findings.require(keys.startsWith("https://"), title, where + "." + KEYS, "is not encrypted");
        documents
                .kind("KafkaNodePool")
                .forEach(pool -> findings.require(
                        allowed(pool.at("/spec/jvmOptions/javaSystemProperties"))
                                .anyMatch(keys::equals),
                        Documents.title(pool),
                        "jvmOptions.javaSystemProperties",
                        "Kafka may not ask " + keys + ", and would refuse to start"));
    }

    private static Stream<String> allowed(JsonNode properties) {
        return Documents.stream(properties)
                .filter(property -> property.path("name").asText().equals(TokenCode.ALLOWED_URLS))
                .flatMap(property -> Stream.of(property.path("value").asText().split(",", -1)));
    }
}
