package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes with parts of cards: each is found. */
class GpuMistakesTest {
    private static final String WORKER = "worker-recommender";
    private static final String POD = "/spec/template/spec";
    private static final String LIMITS = POD + "/containers/0/resources/limits/";
    private static final String NODES = POD
            + "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/";

    private static final List<Map.Entry<String, Mistake>> MIG = List.of(
            mistake(
                    "nodes that are cut otherwise",
                    "cut into 1g.10gb",
                    e -> e.set("Deployment", WORKER, NODES + "1/values/0", "\"all-2g.20gb\"")),
            mistake(
                    "more memory than the slice has",
                    "MILLRACE_GPU_MEMORY_LIMIT",
                    e -> e.env("Deployment", WORKER, "MILLRACE_GPU_MEMORY_LIMIT", "10240")),
            mistake(
                    "a slice and a card",
                    "one kind of card",
                    e -> e.set("Deployment", WORKER, LIMITS + "nvidia.com~1gpu", "1")),
            mistake(
                    "balloon on a whole card",
                    "holds",
                    e -> e.rename("Deployment", "gpu-balloon", LIMITS + "nvidia.com~1mig-1g.10gb", "nvidia.com~1gpu")),
            mistake(
                    "balloon that stays",
                    "give way",
                    e -> e.set("PriorityClass", "millrace-balloon", "/value", "2000")),
            mistake(
                    "balloon without the image",
                    "is not on it",
                    e -> e.remove("Deployment", "gpu-balloon", POD + "/initContainers/0")),
            mistake(
                    "init container as root",
                    "readOnlyRootFilesystem",
                    e -> e.remove(
                            "Deployment",
                            "gpu-balloon",
                            POD + "/initContainers/0/securityContext/readOnlyRootFilesystem")),
            mistake(
                    "CPU on a card",
                    "does not compute on it",
                    e -> e.env("Deployment", WORKER, "MILLRACE_RUNTIME_PROVIDER", "cpu")));

    private static final List<Map.Entry<String, Mistake>> SLICING = List.of(
            mistake(
                    "four that fill the card",
                    "MILLRACE_GPU_MEMORY_LIMIT",
                    e -> e.env("Deployment", WORKER, "MILLRACE_GPU_MEMORY_LIMIT", "8192")),
            mistake(
                    "configuration that is not there",
                    "is no configuration",
                    e -> e.set("Deployment", WORKER, NODES + "1/values/0", "\"millrace-8\"")),
            mistake(
                    "cards under their own name",
                    "is no configuration",
                    e -> e.set(
                            "ConfigMap",
                            "millrace-time-slicing",
                            "/data/millrace-4",
                            "\"sharing: {timeSlicing: {resources: [{name: nvidia.com/gpu, replicas: 4}]}}\"")));

    static Stream<String> mig() {
        return MIG.stream().map(Map.Entry::getKey);
    }

    static Stream<String> slicing() {
        return SLICING.stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("mig")
    void withSlicesIsFound(String name) {
        Mistakes.assertFound(MIG, name, Kustomize.render("production", "gpu-mig"));
    }

    @ParameterizedTest
    @MethodSource("slicing")
    void withSharedCardsIsFound(String name) {
        Mistakes.assertFound(SLICING, name, Kustomize.render("production", "gpu-time-slicing"));
    }
}
