package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import java.util.List;

/** Certificates have an issuer, the form that our processes read, a use and, for a server, all names of its service. */
public final class CertificateCheck implements Check {
    @Override
    public void check(Documents documents, Findings findings) {
        documents.kind("Issuer").forEach(issuer -> issuer(documents, issuer, findings));
        documents.kind("Certificate").forEach(certificate -> certificate(documents, certificate, findings));
    }

    private static void issuer(Documents documents, ObjectNode issuer, Findings findings) {
        JsonNode secret = issuer.at("/spec/ca/secretName");
        findings.require(
                secret.isMissingNode()
                        || documents
                                .kind("Certificate")
                                .anyMatch(found -> found.at("/spec/isCA").asBoolean()
                                        && found.at("/spec/secretName").equals(secret)),
                Documents.title(issuer),
                "ca.secretName",
                secret.asText() + " is the secret of no authority");
    }

    private static void certificate(Documents documents, ObjectNode certificate, Findings findings) {
        String title = Documents.title(certificate);
        JsonNode spec = certificate.path("spec");
        String issuer = spec.at("/issuerRef/name").asText();
        findings.require(
                documents.find("Issuer", issuer).isPresent(), title, "issuerRef", "there is no Issuer " + issuer);
        for (String key : List.of("duration", "renewBefore")) {
            findings.require(spec.has(key), title, key, "is not given");
        }
        if (spec.path("isCA").asBoolean()) {
            return;
        }
        findings.require(
                spec.at("/privateKey/encoding").asText().equals("PKCS8"),
                title,
                "privateKey.encoding",
                "is not PKCS8, the only one that our processes read");
        findings.require(
                spec.at("/privateKey/rotationPolicy").asText().equals("Always"),
                title,
                "privateKey.rotationPolicy",
                "a key that has leaked would stay");
        List<String> usages = Documents.texts(spec.path("usages"));
        findings.require(
                usages.contains("server auth") || usages.contains("client auth"),
                title,
                "usages",
                "is good for nothing");
        findings.require(
                !(usages.contains("server auth") && usages.contains("client auth"))
                        || issuer.equals("millrace-selfsigned"),
                title,
                "usages",
                "a server's certificate would be let in as a client's");
        documents
                .find("Service", Documents.name(certificate))
                .ifPresent(service -> names(service, certificate, findings));
    }

    private static void names(ObjectNode service, ObjectNode certificate, Findings findings) {
        String name = Documents.name(service);
        List<String> names = Documents.texts(certificate.at("/spec/dnsNames"));
        for (String tail : List.of("", ".millrace", ".millrace.svc")) {
            findings.require(
                    names.contains(name + tail),
                    Documents.title(certificate),
                    "dnsNames",
                    "clients that dial " + name + tail + " would refuse it");
        }
    }
}
