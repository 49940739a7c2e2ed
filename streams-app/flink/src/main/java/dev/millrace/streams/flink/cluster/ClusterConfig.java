package dev.millrace.streams.flink.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Flink's own configuration: of the cluster in this JVM, and of a job wherever it runs. */
final class ClusterConfig {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PARALLELISM = 128;

    private ClusterConfig() {}

    /** One JobManager and one TaskManager in this JVM; what listens, listens on loopback, on a free port. */
    static Configuration cluster(ClusterSettings settings, int slots) {
        var config = new Configuration();
        config.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        config.set(RestOptions.ADDRESS, LOOPBACK);
        config.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        config.set(RestOptions.BIND_PORT, "0");
        config.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        config.set(CoreOptions.TMP_DIRS, settings.temporary().toString());
        MemorySize network = MemorySize.ofMebiBytes(settings.networkMegabytes());
        config.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
        config.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        // Slots that split the memory would starve: one cache and one budget of write buffers for all of them.
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        config.set(RocksDBOptions.FIX_PER_TM_MEMORY_SIZE, MemorySize.ofMebiBytes(settings.rocksDbMegabytes()));
        // Flink deletes its own temporary folders in a shutdown hook, while our stop still takes a last checkpoint.
        config.set(
                RocksDBOptions.LOCAL_DIRECTORIES,
                settings.temporary().resolve("rocksdb").toString());
        // In one JVM a missed heartbeat is a machine that slept, not a lost partner.
        config.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(30));
        config.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        config.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        config.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ZERO);
        return config;
    }

    /** What every job runs under; its graph sets the rest per operator. */
    static Configuration job(String name, ClusterSettings settings, Path checkpoints) {
        var config = new Configuration();
        config.set(PipelineOptions.NAME, name);
        config.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
        config.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        config.set(PipelineOptions.CLOSURE_CLEANER_LEVEL, ExecutionConfig.ClosureCleanerLevel.NONE);
        config.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofSeconds(1));

        config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        config.set(RocksDBOptions.USE_MANAGED_MEMORY, false); // but the budget of the whole TaskManager
        // A checkpoint flushes what was written since the last one: a buffer that holds it all drops what was written
        // twice.
        config.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(16));
        config.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true); // a new key is in no file
        // State is numbers, which hardly shrink. With compression and buffers of 4 MB, flushes and compactions took 40
        // % of the process's processor time.
        config.setString(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL.key(), "NO_COMPRESSION");
        // Sensors that are rarely heard lie all over the key space, so that levels rewrite all of the state for every
        // few changes: at three million sensors 1.9 KB a reading, against .3 KB here. A state of levels is opened as it
        // is.
        config.setString(RocksDBConfigurableOptions.COMPACTION_STYLE.key(), "UNIVERSAL");
        config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        config.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        config.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(2));
        config.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
        config.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);

        config.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        config.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        config.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        return config;
    }
}
