package dev.millrace.load.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform that a scenario starts for itself. Processes are named by role: {@code kafka}, {@code flink}, {@code streams},
 * {@code worker-<model>}, {@code materializer}, {@code feature-server}. What is left out is what {@code millrace up} has.
 *
 * @param guarantee {@code effectively-once} or {@code exactly-once}
 * @param optimise whether JVMs compile as far as they can, as those do that run for days
 * @param partitions of the topics that are partitioned by key
 * @param workers by model
 * @param heapMb by role, MiB
 * @param cores by role, as {@code taskset} takes them: {@code "0"}, {@code "0,1"}
 * @param settings by role, over the usual ones
 * @param clients properties of every process's Kafka clients, such as {@code linger.ms}
 * @param scaledBy ScaledObjects by which workers come and go: files, or names of those that come with Millrace
 */
public record PlatformSpec(
        @Nullable String guarantee,
        @Nullable Boolean optimise,
        @Nullable Integer partitions,
        Map<String, Integer> workers,
        Map<String, Integer> heapMb,
        Map<String, String> cores,
        Map<String, Map<String, String>> settings,
        Map<String, String> clients,
        List<String> scaledBy) {
    private static final PlatformSpec USUAL =
            new PlatformSpec(null, null, null, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    @SuppressWarnings("NullAway") // Jackson leaves out what the file leaves out
    public PlatformSpec {
        workers = workers == null ? Map.of() : Map.copyOf(workers);
        heapMb = heapMb == null ? Map.of() : Map.copyOf(heapMb);
        cores = cores == null ? Map.of() : Map.copyOf(cores);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        clients = clients == null ? Map.of() : Map.copyOf(clients);
        scaledBy = scaledBy == null ? List.of() : List.copyOf(scaledBy);
    }

    static PlatformSpec usual() {
        return USUAL;
    }
}
