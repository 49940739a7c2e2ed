package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory, probes, ports, labels and stopping of each pod. */
public final class PodCheck implements Check {
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m\\b");

    /** Beside the heap: metaspace, code, threads, direct buffers of the Kafka clients. Seen on the local platform: 110 to 170 MiB. */
    private static final long JVM_MIB = 192;

    /** Native memory by what a process does: RocksDB (state.rocksdb-mb and what it does not count), DuckDB, ONNX Runtime. */
    private static final Map<String, Long> NATIVE_MIB =
            Map.of("streams", 128L, "materializer", 256L, "worker", 192L, "worker-gpu", 2048L);

    /** Longest that a process takes to stop by itself: Kafka Streams closes within 10 s, a worker's stop.grace is 8 s. */
    private static final int STOP_SECONDS = 15;

    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().forEach(pod -> {
            selector(pod, findings);
            if (!pod.isFlink()) {
                resources(pod, findings);
                volumes(pod, findings);
            }
        });
        documents.pods().filter(pod -> pod.isOurs() && !pod.isFlink()).forEach(pod -> {
            probes(pod, findings);
            heap(pod, findings);
            findings.require(
                    pod.spec().path("terminationGracePeriodSeconds").asInt(30) >= STOP_SECONDS,
                    pod.title(),
                    "terminationGracePeriodSeconds",
                    "is shorter than a stop takes, " + STOP_SECONDS + " s");
        });
        documents.kind("Service").forEach(service -> service(documents, service, findings));
        documents
                .kind("PodDisruptionBudget")
                .forEach(budget -> findings.require(
                        documents.pods().anyMatch(pod -> pod.matches(budget.at("/spec/selector/matchLabels"))),
                        Documents.title(budget),
                        "spec.selector",
                        "selects no pod"));
    }

    private static void selector(Pod pod, Findings findings) {
        JsonNode selector = pod.owner().at("/spec/selector/matchLabels");
        findings.require(
                pod.isFlink() || pod.isJob() || (!selector.isEmpty() && pod.matches(selector)),
                pod.title(),
                "spec.selector",
                "does not fit its pods");
    }

    private static void resources(Pod pod, Findings findings) {
        pod.containers().forEach(container -> {
            JsonNode resources = container.path("resources");
            for (String path : new String[] {"/requests/cpu", "/requests/memory", "/limits/memory"}) {
                findings.require(!resources.at(path).isMissingNode(), pod.title(), "resources" + path, "is not given");
            }
        });
    }

    private static void volumes(Pod pod, Findings findings) {
        pod.containers()
                .flatMap(container -> Documents.stream(container.path("volumeMounts")))
                .forEach(mount -> {
                    String name = mount.path("name").asText();
                    boolean claimed = Documents.stream(pod.owner().at("/spec/volumeClaimTemplates"))
                            .anyMatch(
                                    claim -> claim.at("/metadata/name").asText().equals(name));
                    findings.require(
                            claimed || pod.volume(name).isPresent(),
                            pod.title(),
                            "volumeMounts." + name,
                            "there is no such volume");
                });
        findings.require(
                !(pod.isOurs() || pod.isJob()) || mounted(pod, "/tmp"),
                pod.title(),
                "volumeMounts",
                "no /tmp: the root is read-only, and libraries unpack there");
    }

    private static boolean mounted(Pod pod, String path) {
        return pod.containers()
                .flatMap(container -> Documents.stream(container.path("volumeMounts")))
                .anyMatch(mount -> mount.path("mountPath").asText().equals(path));
    }

    private static void probes(Pod pod, Findings findings) {
        JsonNode container = pod.container();
        for (var probe : Map.of("livenessProbe", "/health/live", "readinessProbe", "/health/ready")
                .entrySet()) {
            JsonNode get = container.path(probe.getKey()).path("httpGet");
            findings.require(
                    get.path("path").asText().equals(probe.getValue()),
                    pod.title(),
                    probe.getKey(),
                    "does not ask " + probe.getValue());
            findings.require(
                    get.path("port").asText().equals("http"), pod.title(), probe.getKey(), "does not ask port http");
        }
        port(pod, "http", "MILLRACE_HTTP_PORT", findings);
        if (pod.name().equals("scaler")) {
            port(pod, "grpc-scaler", "MILLRACE_SCALER_PORT", findings);
        }
        if (pod.name().equals("feature-server")) {
            port(pod, "grpc-serving", "MILLRACE_SERVING_PORT", findings);
        }
    }

    /** A named port is the one that the process is told to listen on. */
    private static void port(Pod pod, String name, String key, Findings findings) {
        String told = pod.environment().get(key);
        boolean found = Documents.stream(pod.container().path("ports"))
                .anyMatch(port -> port.path("name").asText().equals(name)
                        && port.path("containerPort").asText().equals(told));
        findings.require(found, pod.title(), "ports." + name, "is not " + key + "=" + told);
    }

    private static void heap(Pod pod, Findings findings) {
        Matcher heap = HEAP.matcher(pod.environment().getOrDefault("JAVA_TOOL_OPTIONS", ""));
        if (!heap.find()) {
            findings.add(pod.title(), "env.JAVA_TOOL_OPTIONS", "has no -Xmx: the JVM would take what it likes");
            return;
        }
        String image = pod.container()
                .path("image")
                .asText()
                .replaceFirst("^millrace/", "")
                .replaceFirst(":.*$", "");
        long needed = Long.parseLong(heap.group(1)) + JVM_MIB + NATIVE_MIB.getOrDefault(image, 0L);
        String limit = pod.container().at("/resources/limits/memory").asText();
        findings.require(
                Quantities.mebibytes(limit) >= needed,
                pod.title(),
                "resources.limits.memory",
                limit + " is less than the " + needed + " MiB that it needs");
    }

    private static void service(Documents documents, ObjectNode service, Findings findings) {
        JsonNode selector = service.at("/spec/selector");
        Pod target = documents
                .pods()
                .filter(pod -> pod.matches(selector))
                .findFirst()
                .orElse(null);
        if (target == null || selector.isEmpty()) {
            findings.add(Documents.title(service), "spec.selector", "selects no pod");
            return;
        }
        Documents.stream(service.at("/spec/ports"))
                .forEach(port -> findings.require(
                        Documents.stream(target.container().path("ports"))
                                .anyMatch(open -> open.path("name")
                                                .asText()
                                                .equals(port.path("targetPort").asText())
                                        && open.path("containerPort").asInt()
                                                == port.path("port").asInt()),
                        Documents.title(service),
                        "spec.ports." + port.path("name").asText(),
                        "leads to no port of " + target.title()));
    }
}
