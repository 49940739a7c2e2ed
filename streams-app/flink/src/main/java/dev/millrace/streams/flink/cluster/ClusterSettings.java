package dev.millrace.streams.flink.cluster;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The local cluster's settings.
 *
 * @param dataDir folder of this process; holds {@code checkpoints/} and, emptied at each start, {@code tmp/}
 * @param parallelism tasks per operator, 1 to 64; with 1 nothing is exchanged between tasks, which two cores thank for
 * @param checkpointInterval from the start of one checkpoint to the next
 * @param rocksDbMegabytes native memory that the states of all tasks share (block cache and write buffers)
 * @param networkMegabytes buffers between operators
 */
public record ClusterSettings(
        Path dataDir, int parallelism, Duration checkpointInterval, int rocksDbMegabytes, int networkMegabytes) {
    public static final String DATA_DIR = "data.dir";
    public static final String PARALLELISM = "parallelism";
    public static final String CHECKPOINT_INTERVAL = "checkpoint.interval";
    public static final String ROCKSDB_MEMORY = "rocksdb.memory-mb";
    public static final String NETWORK_MEMORY = "network.memory-mb";

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

    public ClusterSettings {
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new SettingException(CHECKPOINT_INTERVAL, "'" + checkpointInterval + "' is shorter than 100ms");
        }
    }

    public static ClusterSettings from(Settings settings) {
        return new ClusterSettings(
                settings.path(DATA_DIR),
                settings.integer(PARALLELISM, 1, 1, 64),
                settings.duration(CHECKPOINT_INTERVAL, Duration.ofSeconds(5)),
                settings.integer(ROCKSDB_MEMORY, 64, 16, 65_536),
                settings.integer(NETWORK_MEMORY, 16, 8, 4_096));
    }

    Path checkpoints(String job) {
        return dataDir.resolve("checkpoints").resolve(job);
    }

    Path temporary() {
        return dataDir.resolve("tmp");
    }
}
