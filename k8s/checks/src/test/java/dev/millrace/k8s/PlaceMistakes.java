package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Mistakes where the platform meets others: Vault, identity providers, other sites. As {@link SafetyMistakes}, but for OpenStack's. */
final class PlaceMistakes {
    private static final String TEAMS = "/spec/kafka/listeners/2/authentication/listenerConfig/";
    private static final String SOURCE = "/spec/mirrors/0/sourceConnector/config/";

    private PlaceMistakes() {}

    static List<Map.Entry<String, Mistake>> all() {
        return Stream.of(vault(), mirror(), oidc()).flatMap(List::stream).toList();
    }

    private static List<Map.Entry<String, Mistake>> vault() {
        return List.of(
                mistake(
                        "misspelt field of an external secret",
                        "refreshIntervall",
                        e -> e.rename("ExternalSecret", "millrace-redis", "/spec/refreshInterval", "refreshIntervall")),
                mistake(
                        "external secret under another name",
                        "which is read for",
                        e -> e.set("ExternalSecret", "millrace-edge", "/spec/target/name", "\"millrace-egde\"")),
                mistake(
                        "external secret with another key",
                        "which is read for [password]",
                        e -> e.set("ExternalSecret", "millrace-redis", "/spec/data/0/secretKey", "\"redis-password\"")),
                mistake(
                        "store that is not there",
                        "there is no SecretStore vault",
                        e -> e.set("ExternalSecret", "millrace-redis", "/spec/secretStoreRef/name", "\"vault\"")),
                mistake(
                        "Vault in plain",
                        "vault.server: is not encrypted",
                        e -> e.set(
                                "SecretStore",
                                "millrace-vault",
                                "/spec/provider/vault/server",
                                "\"http://vault.vault:8200\"")),
                mistake(
                        "store that takes secrets away",
                        "would stop what runs",
                        e -> e.set("ExternalSecret", "millrace-redis", "/spec/target/deletionPolicy", "\"Delete\"")));
    }

    private static List<Map.Entry<String, Mistake>> mirror() {
        return List.of(
                mistake(
                        "mirror that may bring a record twice",
                        "cannot do exactly-once",
                        e -> e.remove("KafkaMirrorMaker2", "millrace-mirror", SOURCE + "consumer.isolation.level")),
                mistake(
                        "misspelt key of the mirror",
                        "does not know sync.topic.config.enabled",
                        e -> e.rename(
                                "KafkaMirrorMaker2",
                                "millrace-mirror",
                                SOURCE + "sync.topic.configs.enabled",
                                "sync.topic.config.enabled")),
                mistake(
                        "misspelt key of Kafka Connect",
                        "does not know exactly.once.support",
                        e -> e.rename(
                                "KafkaMirrorMaker2",
                                "millrace-mirror",
                                "/spec/target/config/exactly.once.source.support",
                                "exactly.once.support")),
                mistake(
                        "mirror of dead letters",
                        "topicsPattern",
                        e -> e.set(
                                "KafkaMirrorMaker2",
                                "millrace-mirror",
                                "/spec/mirrors/0/topicsPattern",
                                "\"sensor-readings|user-events|dead-letters\"")),
                mistake(
                        "mirror in another group",
                        "target.groupId",
                        e -> e.set("KafkaMirrorMaker2", "millrace-mirror", "/spec/target/groupId", "\"mirror\"")),
                mistake(
                        "mirror without its right to transactions",
                        "its code needs",
                        e -> e.remove("KafkaUser", "millrace-mirror", "/spec/authorization/acls/5")),
                mistake(
                        "reader that writes",
                        "does not need",
                        e -> e.set(
                                "KafkaUser",
                                "millrace-mirror-reader",
                                "/spec/authorization/acls/0/operations/0",
                                "\"All\"")),
                mistake(
                        "mirror without a path",
                        "no network policy lets it to Kafka",
                        e -> e.remove(
                                "KafkaMirrorMaker2",
                                "millrace-mirror",
                                "/spec/template/pod/metadata/labels/millrace.dev~1kafka")),
                mistake(
                        "mirror without a path to the edge",
                        "mirror to site:9095",
                        e -> e.set("NetworkPolicy", "mirror", "/spec/egress/1/ports/0/port", "9093")));
    }

    private static List<Map.Entry<String, Mistake>> oidc() {
        return List.of(
                mistake(
                        "misspelt key of the listener for tokens",
                        "no broker knows it",
                        e -> e.rename(
                                "Kafka",
                                "millrace",
                                TEAMS + "sasl.oauthbearer.expected.issuer",
                                "sasl.oauthbearer.issuer")),
                mistake(
                        "tokens that nobody checks",
                        "is no class of Kafka",
                        e -> e.set(
                                "Kafka",
                                "millrace",
                                TEAMS + "oauthbearer.sasl.server.callback.handler.class",
                                "\"org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerValidatorCallbackHandler\"")),
                mistake(
                        "tokens for others let in",
                        "expected.audience: is not given",
                        e -> e.remove("Kafka", "millrace", TEAMS + "sasl.oauthbearer.expected.audience")),
                mistake(
                        "address of keys that Kafka may not ask",
                        "may not ask",
                        e -> e.remove("KafkaNodePool", "dual", "/spec/jvmOptions/javaSystemProperties")),
                mistake(
                        "team that reads",
                        "more than write public inputs",
                        e -> e.set("KafkaUser", "team-example", "/spec/authorization/acls/0/operations/0", "\"Read\"")),
                mistake(
                        "listener for tokens open to all",
                        "elsewhere to kafka:9094",
                        e -> e.remove("Kafka", "millrace", "/spec/kafka/listeners/2/networkPolicyPeers")));
    }

    /** In the overlay for OpenStack. */
    static List<Map.Entry<String, Mistake>> inOpenStack() {
        String octavia = "/metadata/annotations/loadbalancer.openstack.org~1timeout-client-data";
        return List.of(
                mistake(
                        "shared volume on Cinder",
                        "is one node's",
                        e -> e.set(
                                "PersistentVolumeClaim",
                                "millrace-models",
                                "/spec/storageClassName",
                                "\"millrace-cinder\"")),
                mistake(
                        "volume before its pod",
                        "where its pod may not run",
                        e -> e.set("StorageClass", "millrace-cinder", "/volumeBindingMode", "\"Immediate\"")),
                mistake(
                        "misspelt field of a storage class",
                        "reclaimPolici",
                        e -> e.rename("StorageClass", "millrace-cinder", "/reclaimPolicy", "reclaimPolici")),
                mistake(
                        "class that is not there",
                        "there is no StorageClass 'ssd'",
                        e -> e.set("KafkaNodePool", "dual", "/spec/storage/volumes/0/class", "\"ssd\"")),
                mistake(
                        "Octavia that cuts",
                        "would cut",
                        e -> e.set("Service", "millrace-feature-server", octavia, "\"50000\"")),
                mistake(
                        "misspelt annotation",
                        "is no annotation of ours",
                        e -> e.rename(
                                "Service",
                                "millrace-feature-server",
                                octavia,
                                "loadbalancer.openstack.org~1timeout-clients-data")),
                mistake(
                        "GPU worker on any node",
                        "node group",
                        e -> e.remove(
                                "Deployment",
                                "worker-recommender",
                                "/spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                                        + "/nodeSelectorTerms/0/matchExpressions/1")),
                mistake(
                        "balanced and closed",
                        "site to feature-server:6566",
                        e -> e.without(each -> Documents.title(each).equals("NetworkPolicy/feature-server-site"))));
    }
}
