package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.regex.Pattern;

/** What Pod Security "restricted" asks for and what we ask for beyond it; and no secret in any manifest. */
public final class SecurityCheck implements Check {
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(?i)(password|secret|token|jaas[.]config)\\s*[=:]\\s*(?![\\s${%\"'])\\S+");

    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().forEach(pod -> pod(pod, findings));
        documents
                .kind("Secret")
                .forEach(
                        secret -> findings.add(Documents.title(secret), "kind", "a secret has no place in a manifest"));
        documents.kind("ConfigMap").forEach(map -> map.path("data")
                .properties()
                .forEach(entry -> findings.require(
                        !SECRET_VALUE
                                .matcher(withoutComments(entry.getValue().asText()))
                                .find(),
                        Documents.title(map),
                        "data." + entry.getKey(),
                        "looks like a secret")));
        documents.kind("Namespace").forEach(namespace -> namespace(namespace, findings));
        documents.kind("Role").forEach(role -> role(role, findings));
    }

    private static void namespace(ObjectNode namespace, Findings findings) {
        if (Documents.name(namespace).equals("millrace")) {
            findings.require(
                    namespace
                            .path("metadata")
                            .path("labels")
                            .path("pod-security.kubernetes.io/enforce")
                            .asText()
                            .equals("restricted"),
                    Documents.title(namespace),
                    "metadata.labels",
                    "Pod Security is not restricted");
        }
    }

    private static void role(ObjectNode role, Findings findings) {
        findings.require(
                !role.toString().contains("\"*\""),
                Documents.title(role),
                "rules",
                "a role with * is no least privilege");
        findings.require(
                !role.toString().contains("\"secrets\""),
                Documents.title(role),
                "rules",
                "nobody reads secrets by the API");
    }

    private static void pod(Pod pod, Findings findings) {
        String title = pod.title();
        JsonNode spec = pod.spec();
        JsonNode context = spec.path("securityContext");
        findings.require(
                context.path("runAsNonRoot").asBoolean(), title, "securityContext.runAsNonRoot", "may run as root");
        findings.require(context.path("runAsUser").asInt() > 0, title, "securityContext.runAsUser", "no user, or root");
        findings.require(
                context.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                title,
                "securityContext.seccompProfile",
                "is not RuntimeDefault");
        findings.require(
                pod.isFlink()
                        || "client".equals(pod.labels().get("millrace.dev/api"))
                        || (spec.has("automountServiceAccountToken")
                                && !spec.get("automountServiceAccountToken").asBoolean()),
                title,
                "automountServiceAccountToken",
                "a process that does not talk to the API server has no token for it");
        findings.require(
                spec.has("enableServiceLinks")
                        && !spec.get("enableServiceLinks").asBoolean(),
                title,
                "enableServiceLinks",
                "would set MILLRACE_SCALER_PORT and the like, which are settings of ours");
        for (String host : new String[] {"hostNetwork", "hostPID", "hostIPC"}) {
            findings.require(!spec.path(host).asBoolean(), title, host, "is the node's");
        }
        Documents.stream(spec.path("volumes"))
                .forEach(volume ->
                        findings.require(!volume.has("hostPath"), title, "volumes", "hostPath is not allowed"));
        pod.containers().forEach(container -> container(pod, container, findings));
    }

    private static void container(Pod pod, JsonNode container, Findings findings) {
        String title = pod.title();
        JsonNode context = container.path("securityContext");
        findings.require(!context.path("privileged").asBoolean(), title, "securityContext.privileged", "is set");
        findings.require(
                context.has("allowPrivilegeEscalation")
                        && !context.get("allowPrivilegeEscalation").asBoolean(),
                title,
                "securityContext.allowPrivilegeEscalation",
                "is not false");
        findings.require(
                context.path("readOnlyRootFilesystem").asBoolean(),
                title,
                "securityContext.readOnlyRootFilesystem",
                "is not set");
        findings.require(
                context.at("/capabilities/drop/0").asText().equals("ALL")
                        && !context.path("capabilities").has("add"),
                title,
                "securityContext.capabilities",
                "are not dropped");
        Documents.stream(container.path("env")).forEach(entry -> {
            String name = entry.path("name").asText();
            findings.require(
                    name.endsWith("_FILE")
                            || (!name.endsWith("_PASSWORD")
                                    && !SECRET_VALUE
                                            .matcher(name + "="
                                                    + entry.path("value").asText())
                                            .find()),
                    title,
                    "env." + name,
                    "a secret comes as a file");
        });
        findings.require(
                image(pod, container).matches("[^:]+:[^:]+")
                        && !image(pod, container).endsWith(":latest"),
                title,
                "image",
                "'" + image(pod, container) + "' has no fixed tag");
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?m)^#.*$", "");
    }

    private static String image(Pod pod, JsonNode container) {
        return (pod.isFlink() ? pod.owner().at("/spec/image") : container.path("image")).asText();
    }
}
