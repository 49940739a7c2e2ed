package dev.millrace.k8s.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole cards, MIG slices and shared cards: who asks for one gets onto its nodes, fits into it, and pushes the balloon away. */
public final class GpuCheck implements Check {
    private static final String PREFIX = "nvidia.com/";
    private static final String SHARED = PREFIX + "gpu.shared";
    private static final Pattern MIG = Pattern.compile("nvidia.com/mig-((\\d+)g\\.(\\d+)gb)");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** CUDA's context and libraries, beside what the model takes. */
    private static final int CUDA_MB = 1024;

    /** The smallest card that time-slicing is written for. */
    private static final int CARD_MB = 24 * 1024;

    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().forEach(pod -> pod.containers().forEach(container -> container
                .at("/resources/limits")
                .properties()
                .forEach(limit -> {
                    if (limit.getKey().startsWith(PREFIX)) {
                        card(documents, pod, limit, findings);
                    }
                })));
        documents
                .pods()
                .filter(pod -> pod.name().equals("gpu-balloon"))
                .forEach(balloon -> balloon(documents, balloon, findings));
    }

    private static void card(Documents documents, Pod pod, Map.Entry<String, JsonNode> limit, Findings findings) {
        String title = pod.title();
        String resource = limit.getKey();
        findings.require(
                limit.getValue().isInt()
                        && limit.getValue().asInt() > 0
                        && pod.spec().has("tolerations"),
                title,
                "resources.limits." + resource,
                "must be a whole number, with a toleration for the taint of GPU nodes");
        findings.require(
                pod.spec().path("runtimeClassName").asText().equals("nvidia"),
                title,
                "runtimeClassName",
                "without nvidia's the container sees no card");
        findings.require(
                label(pod, "nvidia.com/gpu.present").equals(List.of("true")),
                title,
                "affinity",
                "is not that of GPU nodes");
        findings.require(
                gpus(pod).size() == 1, title, "resources.limits", gpus(pod) + ": one kind of card, or none is found");
        Matcher mig = MIG.matcher(resource);
        if (mig.matches()) {
            findings.require(
                    label(pod, "nvidia.com/mig.config").equals(List.of("all-" + mig.group(1))),
                    title,
                    "affinity",
                    "is not that of nodes cut into " + mig.group(1));
            memory(pod, Integer.parseInt(mig.group(3)) * 1024 - CUDA_MB, findings);
        } else if (resource.equals(SHARED)) {
            List<String> config = label(pod, "nvidia.com/device-plugin.config");
            int turns = turns(documents, config);
            findings.require(
                    turns > 1, title, "affinity", config + " is no configuration that shares cards under this name");
            memory(pod, CARD_MB / Math.max(1, turns) - CUDA_MB, findings);
        }
        if (pod.isOurs()) {
            findings.require(
                    List.of("cuda", "tensorrt")
                                    .contains(pod.environment().getOrDefault("MILLRACE_RUNTIME_PROVIDER", "cpu"))
                            && pod.container().path("image").asText().contains("worker-gpu"),
                    title,
                    "env.MILLRACE_RUNTIME_PROVIDER",
                    "has a card, and does not compute on it");
        }
    }

    /** Who shares a card bounds itself. */
    private static void memory(Pod pod, int largest, Findings findings) {
        int bound = Integer.parseInt(pod.environment().getOrDefault("MILLRACE_GPU_MEMORY_LIMIT", "0"));
        findings.require(
                !pod.isOurs() || (bound > 0 && bound <= largest),
                pod.title(),
                "env.MILLRACE_GPU_MEMORY_LIMIT",
                bound + " MB are not between 1 and the " + largest + " that its part of a card has");
    }

    /** How often the device plugin announces a card under {@link #SHARED}; 0 where no configuration of that name does. */
    private static int turns(Documents documents, List<String> config) {
        return documents
                .kind("ConfigMap")
                .filter(map -> Documents.namespace(map).equals("gpu-operator"))
                .flatMap(map -> config.stream().map(name -> map.path("data").path(name)))
                .filter(JsonNode::isTextual)
                .map(GpuCheck::sharing)
                .filter(sharing -> sharing.path("renameByDefault").asBoolean())
                .mapToInt(sharing -> sharing.at("/resources/0/replicas").asInt())
                .findFirst()
                .orElse(0);
    }

    private static JsonNode sharing(JsonNode text) {
        try {
            return YAML.readTree(text.asText()).at("/sharing/timeSlicing");
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static void balloon(Documents documents, Pod balloon, Findings findings) {
        documents.pods().filter(pod -> pod.isOurs() && !gpus(pod).isEmpty()).forEach(worker -> {
            findings.require(
                    balloon.containers().anyMatch(container -> container
                            .path("image")
                            .equals(worker.container().path("image"))),
                    balloon.title(),
                    "initContainers",
                    "the node is warm, and the image of " + worker.title() + " is not on it");
            findings.require(
                    gpus(worker).equals(gpus(balloon)),
                    balloon.title(),
                    "resources.limits",
                    "holds " + gpus(balloon) + ", and " + worker.title() + " wants " + gpus(worker));
            findings.require(
                    priority(documents, worker) > priority(documents, balloon),
                    balloon.title(),
                    "priorityClassName",
                    "does not give way to " + worker.title());
        });
    }

    private static int priority(Documents documents, Pod pod) {
        return documents
                .find("PriorityClass", pod.spec().path("priorityClassName").asText())
                .map(found -> found.path("value").asInt())
                .orElse(0);
    }

    private static List<String> gpus(Pod pod) {
        return pod.containers()
                .flatMap(container -> container.at("/resources/limits").properties().stream())
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith(PREFIX))
                .toList();
    }

    private static List<String> label(Pod pod, String key) {
        return Documents.stream(
                        pod.spec()
                                .at(
                                        "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions"))
                .filter(expression -> expression.path("key").asText().equals(key))
                .flatMap(expression -> Documents.texts(expression.path("values")).stream())
                .toList();
    }
}
