package dev.millrace.local.platform;

import dev.millrace.contracts.Topics;
import dev.millrace.scaler.keda.ScaledObject;
import java.util.List;
import java.util.Map;

/**
 * What the processes of a platform get, where that differs from what a laptop has to spare.
 *
 * <p>Processes are named by their role: {@code kafka}, {@code flink}, {@code streams}, {@code worker-<model>} (all workers of that
 * model), {@code materializer}, {@code feature-server}.
 *
 * @param wholeCompiler whether JVMs compile as far as they can: twice the speed after a minute, which costs a core for that minute
 * @param partitions of the topics that are partitioned by key
 * @param workers processes for each model that is named; 1 for the others
 * @param heapMb largest heap of a role, MiB
 * @param cores processors of a role as {@code taskset} takes them, such as {@code 0} or {@code 0,1}
 * @param settings of a role, over the usual ones
 * @param clients properties of every process's Kafka clients
 * @param scaled what rules the workers of a model, by its deployment {@code worker-<model>}; those start with {@code minReplicaCount}
 */
public record Sizing(
        boolean wholeCompiler,
        int partitions,
        Map<String, Integer> workers,
        Map<String, Integer> heapMb,
        Map<String, String> cores,
        Map<String, Map<String, String>> settings,
        Map<String, String> clients,
        List<ScaledObject> scaled) {
    private static final Sizing LAPTOP =
            new Sizing(false, Topics.KEYED_PARTITIONS, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    public Sizing {
        workers = Map.copyOf(workers);
        heapMb = Map.copyOf(heapMb);
        cores = Map.copyOf(cores);
        settings = Map.copyOf(settings);
        clients = Map.copyOf(clients);
        scaled = List.copyOf(scaled);
        if (partitions < 1 || partitions > 1000) {
            throw new IllegalArgumentException("partitions " + partitions + " must be from 1 to 1000");
        }
        workers.forEach((model, count) -> {
            if (count < 0 || count > 100) {
                throw new IllegalArgumentException("workers " + model + "=" + count + " must be from 0 to 100");
            }
        });
        heapMb.forEach((role, mib) -> {
            if (mib < 32) {
                throw new IllegalArgumentException("heap of " + role + " is " + mib + " MiB, at least 32 are needed");
            }
        });
        cores.forEach((role, list) -> {
            if (!list.matches("\\d+([,-]\\d+)*")) {
                throw new IllegalArgumentException(
                        "cores of " + role + " are '" + list + "', must be a list such as 0 or 0,1 or 0-3");
            }
        });
    }

    /** One worker a model, small heaps, the quick compiler. */
    public static Sizing laptop() {
        return LAPTOP;
    }

    int workersOf(String model) {
        return scaled.stream()
                .filter(object -> object.target().equals(ProcessCatalog.workerName(model, 1)))
                .findFirst()
                .map(ScaledObject::min)
                .orElseGet(() -> workers.getOrDefault(model, 1));
    }

    int heapOf(String role, int usual) {
        return heapMb.getOrDefault(role, usual);
    }

    Map<String, String> settingsOf(String role) {
        return settings.getOrDefault(role, Map.of());
    }

    /** What stands before the command of a role's process. */
    List<String> launcher(String role) {
        String list = cores.get(role);
        return list == null ? List.of() : List.of("taskset", "-c", list);
    }

    /** The JVM's own flags beside heap and collector. */
    List<String> compiler() {
        return wholeCompiler ? List.of() : List.of("-XX:TieredStopAtLevel=1");
    }
}
