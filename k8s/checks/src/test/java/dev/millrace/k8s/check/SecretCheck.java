package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.List;

/** Every secret that something names is made by somebody, with the key that is read; a private key is read by its owner alone. */
public final class SecretCheck implements Check {
    private static final List<String> PRIVATE = List.of("tls.key", "keystore.p12");

    @Override
    public void check(Documents documents, Findings findings) {
        Secrets secrets = Secrets.of(documents);
        documents.pods().forEach(pod -> Documents.stream(pod.spec().path("volumes"))
                .forEach(volume -> {
                    JsonNode name = volume.at("/secret/secretName");
                    if (!name.isMissingNode()) {
                        volume(pod, name.asText(), volume, secrets, findings);
                    }
                }));
        documents.kind("TriggerAuthentication").forEach(login -> Documents.stream(login.at("/spec/secretTargetRef"))
                .forEach(entry -> require(
                        secrets,
                        Documents.title(login),
                        "secretTargetRef." + entry.path("parameter").asText(),
                        entry.path("name").asText(),
                        entry.path("key").asText(),
                        findings)));
        documents.kind("KafkaMirrorMaker2").forEach(mirror -> {
            String title = Documents.title(mirror);
            mirror(title, mirror.at("/spec/target"), secrets, findings);
            Documents.stream(mirror.at("/spec/mirrors"))
                    .forEach(each -> mirror(title, each.path("source"), secrets, findings));
        });
    }

    private static void mirror(String title, JsonNode cluster, Secrets secrets, Findings findings) {
        JsonNode password = cluster.at("/authentication/passwordSecret");
        require(
                secrets,
                title,
                "authentication.passwordSecret",
                password.path("secretName").asText(),
                password.path("password").asText(),
                findings);
        for (JsonNode trusted : cluster.at("/tls/trustedCertificates")) {
            require(
                    secrets,
                    title,
                    "tls.trustedCertificates",
                    trusted.path("secretName").asText(),
                    trusted.path("certificate").asText(),
                    findings);
        }
    }

    private static void volume(Pod pod, String name, JsonNode volume, Secrets secrets, Findings findings) {
        String where = "volumes." + volume.path("name").asText();
        findings.require(
                !volume.at("/secret/items").isEmpty(),
                pod.title(),
                where,
                "says not which keys of the secret it needs");
        for (JsonNode item : volume.at("/secret/items")) {
            String key = item.path("key").asText();
            require(secrets, pod.title(), where, name, key, findings);
            String owner = pod.isFlink() ? "flink" : pod.name();
            findings.require(
                    !PRIVATE.contains(key) || name.equals("millrace-" + owner + "-tls"),
                    pod.title(),
                    where,
                    "holds the private key of another, " + name);
        }
    }

    static void require(Secrets secrets, String title, String where, String name, String key, Findings findings) {
        findings.require(secrets.have(name, key), title, where, "nobody makes a secret " + name + " with key " + key);
    }
}
