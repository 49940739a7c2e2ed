package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where there are network policies, they let through the paths of the design and nothing else: every pair and port is asked. */
public final class NetworkCheck implements Check {
    private static final Map<String, String> NOBODY = Map.of();

    /** Known by address alone: the API server, the private network of the sites, the rest of the world. */
    private static final List<String> ADDRESSES = List.of("api-server", "site", "internet");

    private static final String NAMESPACE = "kubernetes.io/metadata.name";
    private static final List<Integer> PORTS =
            List.of(53, 443, 4318, 5432, 6000, 6123, 6379, 6566, 8080, 8081, 8083, 9093, 9094, 9095, 9249, 9404);

    /** Somebody who may talk; pods of ours have no namespace labels here, the others no pod labels but where it matters. */
    private record Party(String name, boolean ours, Map<String, String> labels, Map<String, String> namespace) {}

    @Override
    public void check(Documents documents, Findings findings) {
        List<ObjectNode> policies = documents.kind("NetworkPolicy").toList();
        if (policies.isEmpty()) {
            return;
        }
        for (Party from : parties(documents)) {
            for (Party to : parties(documents)) {
                if (from.equals(to) || (!from.ours && !to.ours)) {
                    continue;
                }
                for (int port : PORTS) {
                    boolean open = sends(policies, from, to, port) && takes(documents, policies, from, to, port);
                    boolean wanted = wanted(documents, from, to, port);
                    findings.require(
                            open || !wanted,
                            "NetworkPolicy",
                            from.name + " to " + to.name + ":" + port,
                            "is closed, and the design needs it");
                    findings.require(
                            wanted || !open,
                            "NetworkPolicy",
                            from.name + " to " + to.name + ":" + port,
                            "is open, and the design does not need it");
                }
            }
        }
    }

    /** The paths of the design. */
    private static boolean wanted(Documents documents, Party from, Party to, int port) {
        boolean kafka = to.name.equals("kafka");
        if (isFlink(from) && isFlink(to)) {
            return true;
        }
        return switch (port) {
            case 53 -> from.ours && to.name.equals("dns");
            // The API server's address is the site's; keys of an identity provider are asked for at the same port.
            case 443 ->
                ADDRESSES.contains(to.name)
                        && (from.name.equals("kafka") || isFlink(from) || from.labels.containsKey("millrace.dev/api"));
            case 4318 -> to.name.equals("observability") && isJvm(from);
            case 6000 -> from.name.equals("keda") && to.name.equals("scaler");
            case 6379 ->
                to.name.equals("redis") && (from.labels.containsKey("millrace.dev/redis") || from.name.equals("feast"));
            case 6566 ->
                to.name.equals("feature-server")
                        && (from.name.equals("feature-clients") || (from.name.equals("site") && isBalanced(documents)));
            case 8080 -> from.name.equals("monitoring") && isJvm(to);
            case 8081 -> from.name.equals("flink-operator") && isFlink(to);
            case 9093 -> kafka && (from.labels.containsKey("millrace.dev/kafka") || from.name.equals("keda"));
            case 9094 -> kafka && from.name.equals("producers") && listener(documents, port) != null;
            case 9095 ->
                (kafka && from.name.equals("site") && listener(documents, port) != null)
                        || (from.name.equals("mirror") && to.name.equals("site"));
            case 9249 -> from.name.equals("monitoring") && isFlink(to);
            case 9404 -> from.name.equals("monitoring") && kafka;
            default -> false;
        };
    }

    /** Whether Feast's clients come by a load balancer as well. */
    private static boolean isBalanced(Documents documents) {
        return documents
                .get("Service", "millrace-feature-server")
                .at("/spec/type")
                .asText()
                .equals("LoadBalancer");
    }

    private static @Nullable JsonNode listener(Documents documents, int port) {
        return Documents.stream(documents.get("Kafka", "millrace").at("/spec/kafka/listeners"))
                .filter(listener -> listener.path("port").asInt() == port)
                .findFirst()
                .orElse(null);
    }

    private static boolean isJvm(Party party) {
        return "jvm".equals(party.labels.get("millrace.dev/runtime"));
    }

    private static boolean isFlink(Party party) {
        return "flink".equals(party.labels.get("millrace.dev/runtime"));
    }

    private static List<Party> parties(Documents documents) {
        var parties = new ArrayList<Party>();
        documents
                .pods()
                .map(pod -> new Party(pod.name(), true, pod.labels(), NOBODY))
                .distinct() // steps of a job
                .forEach(parties::add);
        parties.add(new Party("kafka", true, Map.of("strimzi.io/cluster", "millrace"), NOBODY));
        for (String namespace : List.of("keda", "monitoring", "observability", "flink-operator", "elsewhere")) {
            parties.add(new Party(namespace, false, NOBODY, Map.of(NAMESPACE, namespace)));
        }
        parties.add(new Party("dns", false, Map.of("k8s-app", "kube-dns"), Map.of(NAMESPACE, "kube-system")));
        parties.add(new Party("feast", false, NOBODY, Map.of("millrace.dev/redis-client", "true")));
        parties.add(new Party("feature-clients", false, NOBODY, Map.of("millrace.dev/feature-client", "true")));
        parties.add(new Party("producers", false, NOBODY, Map.of("millrace.dev/producer", "true")));
        ADDRESSES.forEach(address -> parties.add(new Party(address, false, NOBODY, NOBODY)));
        documents.kind("KafkaMirrorMaker2").forEach(mirror -> {
            var labels = new TreeMap<String, String>();
            mirror.at("/spec/template/pod/metadata/labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            labels.put("strimzi.io/cluster", Documents.name(mirror));
            parties.add(new Party("mirror", true, labels, NOBODY));
        });
        return parties;
    }

    private static boolean sends(List<ObjectNode> policies, Party from, Party to, int port) {
        return !from.ours || allowed(policies, "Egress", from, to, port);
    }

    private static boolean takes(Documents documents, List<ObjectNode> policies, Party from, Party to, int port) {
        if (!to.ours) {
            return true;
        }
        JsonNode listener = to.name.equals("kafka") ? listener(documents, port) : null;
        if (listener != null) {
            // Strimzi's policy of the listener; without peers it lets everybody in.
            JsonNode peers = listener.path("networkPolicyPeers");
            return peers.isMissingNode() || Documents.stream(peers).anyMatch(peer -> matches(peer, from));
        }
        return allowed(policies, "Ingress", to, from, port);
    }

    /** Whether the policies of {@code subject} let it talk to {@code other}: by any rule, or because no policy selects it. */
    private static boolean allowed(List<ObjectNode> policies, String direction, Party subject, Party other, int port) {
        List<ObjectNode> mine = policies.stream()
                .filter(policy ->
                        Documents.texts(policy.at("/spec/policyTypes")).contains(direction))
                .filter(policy -> fits(policy.at("/spec/podSelector"), subject.labels))
                .toList();
        return mine.isEmpty()
                || mine.stream()
                        .flatMap(policy -> Documents.stream(
                                policy.path("spec").path(direction.toLowerCase(java.util.Locale.ROOT))))
                        .anyMatch(rule -> opens(rule, direction.equals("Ingress") ? "from" : "to", other, port));
    }

    private static boolean opens(JsonNode rule, String key, Party other, int port) {
        boolean peer = !rule.has(key) || Documents.stream(rule.path(key)).anyMatch(found -> matches(found, other));
        boolean open = !rule.has("ports")
                || Documents.stream(rule.path("ports"))
                        .anyMatch(found -> found.path("port").asInt() == port);
        return peer && open;
    }

    private static boolean matches(JsonNode peer, Party party) {
        if (peer.has("ipBlock")) {
            return ADDRESSES.contains(party.name)
                    && (peer.at("/ipBlock/cidr").asText().equals("0.0.0.0/0") || party.name.equals("site"));
        }
        boolean namespace = Optional.ofNullable(peer.get("namespaceSelector"))
                .map(selector -> !party.ours && fits(selector, party.namespace))
                .orElse(party.ours);
        return namespace && (!peer.has("podSelector") || fits(peer.path("podSelector"), party.labels));
    }

    private static boolean fits(JsonNode selector, Map<String, String> labels) {
        return selector.path("matchLabels").properties().stream()
                .allMatch(entry -> entry.getValue().asText().equals(labels.get(entry.getKey())));
    }
}
