package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where there are storage classes of OpenStack: each volume has one that can do it, and load balancers and node groups are OpenStack's. */
public final class OpenStackCheck implements Check {
    private static final String CINDER = "cinder.csi.openstack.org";
    private static final Set<String> DRIVERS = Set.of(CINDER, "nfs.manila.csi.openstack.org");
    private static final String INTERNAL = "service.beta.kubernetes.io/openstack-internal-load-balancer";
    private static final String CLIENT = "loadbalancer.openstack.org/timeout-client-data";
    private static final String MEMBER = "loadbalancer.openstack.org/timeout-member-data";

    /** Brokers close what is silent for longer, connections.max.idle.ms. */
    private static final int IDLE_MS = 600_000;

    /** Of a component, laid over the overlay: of the site's default class, or of one that the installer's overlay says. */
    private static final String BACKUP = "millrace-backup";

    @Override
    public void check(Documents documents, Findings findings) {
        List<ObjectNode> classes = documents.kind("StorageClass").toList();
        if (classes.isEmpty()) {
            return;
        }
        classes.forEach(each -> storageClass(each, findings));
        documents
                .kind("PersistentVolumeClaim")
                .filter(claim -> !Documents.name(claim).equals(BACKUP)
                        || claim.at("/spec").has("storageClassName"))
                .forEach(claim -> claim(classes, claim, claim.path("spec"), findings));
        documents.kind("StatefulSet").forEach(set -> Documents.stream(set.at("/spec/volumeClaimTemplates"))
                .forEach(claim -> claim(classes, set, claim.path("spec"), findings)));
        documents.kind("KafkaNodePool").forEach(pool -> Documents.stream(pool.at("/spec/storage/volumes"))
                .forEach(volume -> named(classes, Documents.title(pool), volume.path("class"), findings)));
        balancers(documents).forEach(balancer -> balancer(balancer.title(), balancer.annotations(), findings));
        documents.pods().filter(OpenStackCheck::hasGpu).forEach(pod -> nodeGroup(pod, findings));
    }

    private static void storageClass(ObjectNode each, Findings findings) {
        String driver = each.path("provisioner").asText();
        findings.require(
                DRIVERS.contains(driver), Documents.title(each), "provisioner", driver + " is none of OpenStack's");
        findings.require(
                !driver.equals(CINDER)
                        || each.path("volumeBindingMode").asText().equals("WaitForFirstConsumer"),
                Documents.title(each),
                "volumeBindingMode",
                "a volume would be made in a zone where its pod may not run");
    }

    private static void claim(List<ObjectNode> classes, ObjectNode owner, JsonNode spec, Findings findings) {
        String title = Documents.title(owner);
        JsonNode name = spec.path("storageClassName");
        named(classes, title, name, findings);
        boolean cinder = classes.stream()
                .anyMatch(each -> Documents.name(each).equals(name.asText())
                        && each.path("provisioner").asText().equals(CINDER));
        findings.require(
                !cinder || Documents.texts(spec.path("accessModes")).equals(List.of("ReadWriteOnce")),
                title,
                "storageClassName",
                "a Cinder volume is one node's");
    }

    private static void named(List<ObjectNode> classes, String title, JsonNode name, Findings findings) {
        findings.require(
                classes.stream().anyMatch(each -> Documents.name(each).equals(name.asText())),
                title,
                "storageClassName",
                "there is no StorageClass '" + name.asText() + "'");
    }

    private record Balancer(String title, JsonNode annotations) {}

    private static Stream<Balancer> balancers(Documents documents) {
        Stream<Balancer> services = documents
                .kind("Service")
                .filter(service -> service.at("/spec/type").asText().equals("LoadBalancer"))
                .map(service -> new Balancer(Documents.title(service), service.at("/metadata/annotations")));
        Stream<Balancer> brokers = documents.kind("Kafka").flatMap(kafka -> Documents.stream(
                        kafka.at("/spec/kafka/listeners"))
                .filter(listener -> listener.path("type").asText().equals("loadbalancer"))
                .flatMap(listener -> Stream.of("/bootstrap/annotations", "/perBrokerAnnotationsTemplate")
                        .map(path -> new Balancer(
                                Documents.title(kafka),
                                listener.path("configuration").at(path)))));
        return Stream.concat(services, brokers);
    }

    private static void balancer(String title, JsonNode annotations, Findings findings) {
        findings.require(
                annotations.path(INTERNAL).asText().equals("true"),
                title,
                INTERNAL,
                "would have an address of the world");
        for (String key : List.of(CLIENT, MEMBER)) {
            findings.require(
                    annotations.path(key).asInt() > IDLE_MS,
                    title,
                    key,
                    "Octavia would cut connections that Kafka keeps");
        }
        annotations
                .fieldNames()
                .forEachRemaining(key -> findings.require(
                        Set.of(INTERNAL, CLIENT, MEMBER).contains(key), title, key, "is no annotation of ours"));
    }

    private static boolean hasGpu(Pod pod) {
        return pod.container().at("/resources/limits").has("nvidia.com/gpu");
    }

    private static void nodeGroup(Pod pod, Findings findings) {
        findings.require(
                Documents.stream(pod.spec()
                                .at("/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
                                        + "/nodeSelectorTerms/0/matchExpressions"))
                        .anyMatch(term -> term.path("key").asText().equals("magnum.openstack.org/nodegroup")),
                pod.title(),
                "affinity.nodeAffinity",
                "is not bound to the node group of the GPU flavour");
    }
}
