package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.List;
import java.util.Map;

/** Where component tls is used no path with content is left plain, on neither side. */
public final class EncryptionCheck implements Check {
    private static final String PLAIN = "is not encrypted";

    /** By process: the settings without which it would listen in plain, or to anybody. */
    private static final Map<String, List<String>> SERVERS = Map.of(
            "feature-server",
            List.of("MILLRACE_SERVING_TLS_CERT", "MILLRACE_SERVING_TLS_KEY"),
            "scaler",
            List.of("MILLRACE_SCALER_TLS_CERT", "MILLRACE_SCALER_TLS_KEY", "MILLRACE_SCALER_TLS_CLIENT_CA"));

    private static final List<String> LOGIN = List.of("caCert", "tlsClientCert", "tlsClientKey");

    @Override
    public void check(Documents documents, Findings findings) {
        if (documents.find("Certificate", "millrace-redis").isEmpty()) {
            return;
        }
        documents.pods().forEach(pod -> {
            Map<String, String> environment = pod.environment();
            findings.require(
                    environment.getOrDefault("MILLRACE_REDIS_URI", "rediss:").startsWith("rediss:"),
                    pod.title(),
                    "env.MILLRACE_REDIS_URI",
                    PLAIN);
            findings.require(
                    !environment.containsKey("MILLRACE_REDIS_URI") || environment.containsKey("MILLRACE_REDIS_TLS_CA"),
                    pod.title(),
                    "env.MILLRACE_REDIS_TLS_CA",
                    "is not given: the JVM's authorities know nothing of ours");
            for (String key : SERVERS.getOrDefault(pod.name(), List.of())) {
                findings.require(environment.containsKey(key), pod.title(), "env." + key, "is not given");
            }
            findings.require(
                    !pod.isFlink()
                            || pod.owner()
                                    .at("/spec/flinkConfiguration/security.ssl.internal.enabled")
                                    .asText()
                                    .equals("true"),
                    pod.title(),
                    "flinkConfiguration.security.ssl.internal.enabled",
                    PLAIN);
            redis(documents, pod, findings);
        });
        documents.kind("ScaledObject").forEach(object -> Documents.stream(object.at("/spec/triggers"))
                .filter(trigger -> trigger.path("type").asText().startsWith("external"))
                .forEach(trigger -> scaler(documents, Documents.title(object), trigger, findings)));
    }

    /** The file that Redis starts with closes the plain port. */
    private static void redis(Documents documents, Pod pod, Findings findings) {
        if (!pod.name().equals("redis")) {
            return;
        }
        boolean closed = Documents.stream(pod.spec().path("volumes"))
                .map(volume ->
                        documents.find("ConfigMap", volume.at("/configMap/name").asText()))
                .flatMap(map -> map.stream())
                .map(map -> map.path("data").path("tls.conf").asText())
                .anyMatch(text -> text.contains("\nport 0\n") && text.contains("\ntls-port 6379\n"));
        findings.require(
                closed && pod.container().path("command").toString().contains("redis-server /etc/redis/tls.conf"),
                pod.title(),
                "command",
                PLAIN);
    }

    private static void scaler(Documents documents, String title, JsonNode trigger, Findings findings) {
        String name = trigger.at("/authenticationRef/name").asText();
        List<String> parameters = documents
                .find("TriggerAuthentication", name)
                .map(login -> Documents.stream(login.at("/spec/secretTargetRef"))
                        .map(entry -> entry.path("parameter").asText())
                        .toList())
                .orElse(List.of());
        findings.require(
                parameters.containsAll(LOGIN), title, "authenticationRef", "'" + name + "' does not give " + LOGIN);
        findings.require(trigger.at("/metadata/enableTLS").asText().equals("true"), title, "metadata.enableTLS", PLAIN);
    }
}
