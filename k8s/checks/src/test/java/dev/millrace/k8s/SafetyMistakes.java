package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Mistakes in what keeps the platform's paths and secrets, in the production overlay with {@link #COMPONENTS}. */
final class SafetyMistakes {
    static final String[] COMPONENTS = {
        "tls", "external-secrets", "external-secrets/edge", "mirror-maker", "kafka-external", "mirror-edge", "oidc"
    };

    private static final String POD = "/spec/template/spec";

    private SafetyMistakes() {}

    static List<Map.Entry<String, Mistake>> all() {
        return Stream.of(certificates(), encryption(), PlaceMistakes.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Map.Entry<String, Mistake>> certificates() {
        return List.of(
                mistake(
                        "misspelt field of a certificate",
                        "dnsName",
                        e -> e.rename("Certificate", "millrace-redis", "/spec/dnsNames", "dnsName")),
                mistake(
                        "certificate for another name",
                        "would refuse it",
                        e -> e.set("Certificate", "millrace-scaler", "/spec/dnsNames/1", "\"scaler.millrace\"")),
                mistake(
                        "issuer that is not there",
                        "there is no Issuer",
                        e -> e.set("Certificate", "millrace-redis", "/spec/issuerRef/name", "\"letsencrypt\"")),
                mistake(
                        "authority without its key",
                        "of no authority",
                        e -> e.set("Issuer", "millrace-ca", "/spec/ca/secretName", "\"millrace-root\"")),
                mistake(
                        "key in PKCS 1",
                        "is not PKCS8",
                        e -> e.remove("Certificate", "millrace-feature-server", "/spec/privateKey/encoding")),
                mistake(
                        "server that may be a client",
                        "let in as a client",
                        e -> e.set("Certificate", "millrace-redis", "/spec/usages/0", "\"client auth\"")),
                mistake(
                        "certificate in version v1alpha2",
                        "not served",
                        e -> e.set("Certificate", "millrace-redis", "/apiVersion", "\"cert-manager.io/v1alpha2\"")));
    }

    private static List<Map.Entry<String, Mistake>> encryption() {
        return List.of(
                mistake(
                        "plain Redis for one client",
                        "env.MILLRACE_REDIS_URI: is not encrypted",
                        e -> e.env("Deployment", "materializer", "MILLRACE_REDIS_URI", "redis://millrace-redis:6379")),
                mistake(
                        "authority's file misspelt",
                        "no file /etc/millrace/redis-ca/ca.pem",
                        e -> e.env(
                                "Deployment",
                                "feature-server",
                                "MILLRACE_REDIS_TLS_CA",
                                "/etc/millrace/redis-ca/ca.pem")),
                mistake(
                        "key without its certificate",
                        "serving.tls.cert",
                        e -> e.renameEnv(
                                "Deployment",
                                "feature-server",
                                "MILLRACE_SERVING_TLS_CERT",
                                "MILLRACE_SERVING_TLS_CRT")),
                mistake(
                        "scaler that answers anybody",
                        "MILLRACE_SCALER_TLS_CLIENT_CA: is not given",
                        e -> e.renameEnv("Deployment", "scaler", "MILLRACE_SCALER_TLS_CLIENT_CA", "MILLRACE_X")),
                mistake(
                        "KEDA without a certificate",
                        "does not give",
                        e -> e.remove("ScaledObject", "recommender", "/spec/triggers/0/authenticationRef")),
                mistake(
                        "KEDA's key under another name",
                        "nobody makes a secret",
                        e -> e.set(
                                "TriggerAuthentication",
                                "millrace-scaler",
                                "/spec/secretTargetRef/2/key",
                                "\"tls.pem\"")),
                mistake(
                        "private key of another process",
                        "private key of another",
                        e -> e.set(
                                "Deployment",
                                "scaler",
                                POD + "/volumes/0",
                                "{\"name\":\"tls\",\"secret\":{\"secretName\":\"millrace-redis-tls\",\"items\":["
                                        + "{\"key\":\"tls.key\",\"path\":\"tls.key\"}]}}")),
                mistake(
                        "Redis that starts without TLS",
                        "StatefulSet/redis: command",
                        e -> e.set(
                                "StatefulSet",
                                "redis",
                                POD + "/containers/0/command/2",
                                "\"exec redis-server /etc/redis/redis.conf\"")),
                mistake(
                        "misspelt key of Flink's TLS",
                        "Flink does not know it",
                        e -> e.rename(
                                "FlinkDeployment",
                                "flink-item-signals",
                                "/spec/flinkConfiguration/security.ssl.internal.truststore",
                                "security.ssl.internal.trust-store")),
                mistake(
                        "Flink's keystore elsewhere",
                        "no file /etc/millrace/tls/keystore.jks",
                        e -> e.set(
                                "FlinkDeployment",
                                "flink-item-signals",
                                "/spec/flinkConfiguration/security.ssl.internal.keystore",
                                "\"/etc/millrace/tls/keystore.jks\"")));
    }
}
