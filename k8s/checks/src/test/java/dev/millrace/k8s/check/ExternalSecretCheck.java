package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import java.util.Set;
import java.util.TreeSet;

/** A store outside fills the very secrets that a person would make, and can take none away. */
public final class ExternalSecretCheck implements Check {
    @Override
    public void check(Documents documents, Findings findings) {
        documents.kind("SecretStore").forEach(store -> {
            store(documents, store, findings);
            findings.require(
                    documents.find("ExternalSecret", "millrace-redis").isPresent(),
                    Documents.title(store),
                    "kind",
                    "nobody fills millrace-redis from it");
        });
        documents.kind("ExternalSecret").forEach(secret -> secret(documents, secret, findings));
    }

    private static void store(Documents documents, ObjectNode store, Findings findings) {
        String title = Documents.title(store);
        JsonNode vault = store.at("/spec/provider/vault");
        findings.require(
                vault.path("server").asText().startsWith("https://") && vault.has("caProvider"),
                title,
                "vault.server",
                "is not encrypted, or nobody knows whom to trust");
        String account = vault.at("/auth/kubernetes/serviceAccountRef/name").asText();
        findings.require(
                documents
                        .find("ServiceAccount", account)
                        .filter(found ->
                                !found.path("automountServiceAccountToken").asBoolean(true))
                        .isPresent(),
                title,
                "vault.auth.kubernetes.serviceAccountRef",
                "there is no ServiceAccount '" + account + "' that no pod mounts");
        findings.require(
                documents
                        .pods()
                        .noneMatch(pod ->
                                pod.spec().path("serviceAccountName").asText().equals(account)),
                title,
                "vault.auth.kubernetes.serviceAccountRef",
                "a pod could ask Vault itself");
    }

    private static void secret(Documents documents, ObjectNode secret, Findings findings) {
        String title = Documents.title(secret);
        JsonNode spec = secret.path("spec");
        String kind = spec.at("/secretStoreRef/kind").asText();
        String store = spec.at("/secretStoreRef/name").asText();
        findings.require(
                documents.find(kind, store).isPresent(), title, "secretStoreRef", "there is no " + kind + " " + store);
        var keys = new TreeSet<String>();
        spec.path("data").forEach(entry -> keys.add(entry.path("secretKey").asText()));
        String target = spec.at("/target/name").asText();
        Set<String> wanted = Secrets.INSTALLER.getOrDefault(target, Set.of());
        findings.require(
                keys.equals(new TreeSet<>(wanted)),
                title,
                "data",
                "fills " + keys + " of " + target + ", which is read for " + new TreeSet<>(wanted));
        findings.require(spec.has("refreshInterval"), title, "refreshInterval", "is not given");
        findings.require(
                spec.at("/target/deletionPolicy").asText().equals("Retain"),
                title,
                "target.deletionPolicy",
                "a store that forgets would stop what runs");
    }
}
