package dev.millrace.streams.flink.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink in this JVM. Every job that is submitted continues from its newest complete checkpoint on disk. */
public final class LocalCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final long LAST_CHECKPOINT_SECONDS = 3;
    private static final long CANCEL_SECONDS = 3;
    private static final long SHUTDOWN_SECONDS = 5;

    private final ClusterSettings settings;
    private final MiniCluster cluster;
    private final AutoCloseable meters;
    private final List<JobID> jobs = new ArrayList<>();

    private LocalCluster(ClusterSettings settings, MiniCluster cluster, AutoCloseable meters) {
        this.settings = settings;
        this.cluster = cluster;
        this.meters = meters;
    }

    /** Starts a cluster with room for {@code jobs} jobs; their counters appear in {@code metrics}. */
    public static LocalCluster start(ClusterSettings settings, int jobs, MeterRegistry metrics) throws Exception {
        QuietLoggers.quiet();
        Folders.delete(settings.temporary()); // left behind by a process that was killed
        Files.createDirectories(settings.temporary().resolve("rocksdb"));
        Configuration config = ClusterConfig.cluster(settings, jobs * settings.parallelism());
        AutoCloseable meters = MeterReporterFactory.attach(config, metrics);
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(config)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(jobs * settings.parallelism())
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            meters.close();
            throw e;
        }
        return new LocalCluster(settings, cluster, meters);
    }

    /** Submits a job; returns when the cluster has taken it, before its tasks run. */
    public void submit(Job job) throws IOException, InterruptedException, ExecutionException {
        var checkpoints = new RetainedCheckpoints(settings.checkpoints(job.name()), LocalCluster::readMetadata);
        Optional<RetainedCheckpoints.Retained> newest = checkpoints.newest();
        Path run = checkpoints.newRun(newest);
        JobGraph graph = graph(job, ClusterConfig.job(job.name(), settings, run));
        newest.ifPresent(checkpoint -> graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                checkpoint.path().toUri().toString(), false, RecoveryClaimMode.NO_CLAIM)));
        LOG.info(
                "job {} starts {}",
                job.name(),
                newest.map(checkpoint -> "from checkpoint " + checkpoint.path())
                        .orElse("without a checkpoint, at the committed offsets"));
        cluster.submitJob(graph).get();
        jobs.add(job.id());
    }

    /** The loop that watches the submitted jobs. */
    public JobsWatch watch() {
        return new JobsWatch(cluster, jobs);
    }

    private static JobGraph graph(Job job, Configuration config) {
        var environment = new StreamExecutionEnvironment(config);
        job.graph().build(environment);
        return environment.getStreamGraph().getJobGraph(Thread.currentThread().getContextClassLoader(), job.id());
    }

    private static void readMetadata(Path checkpoint) throws IOException {
        Path metadata = checkpoint.resolve(RetainedCheckpoints.METADATA);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
            Checkpoints.loadCheckpointMetadata(
                    in, Thread.currentThread().getContextClassLoader(), checkpoint.toString());
        }
    }

    /** Takes a last checkpoint, so that little is repeated at the next start, and stops; checkpoints stay on disk. */
    @Override
    public void close() throws Exception {
        try (meters) {
            forEachJob(cluster::triggerCheckpoint, LAST_CHECKPOINT_SECONDS, "the last checkpoints");
            forEachJob(cluster::cancelJob, CANCEL_SECONDS, "the jobs' end");
            await(cluster.closeAsync(), SHUTDOWN_SECONDS, "the cluster's end");
        }
    }

    private void forEachJob(Function<JobID, CompletableFuture<?>> action, long seconds, String what)
            throws InterruptedException {
        CompletableFuture<?>[] all = jobs.stream().map(action).toArray(CompletableFuture<?>[]::new);
        await(CompletableFuture.allOf(all), seconds, what);
    }

    private static void await(CompletableFuture<?> future, long seconds, String what) throws InterruptedException {
        try {
            future.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("stopping without {}: {}", what, String.valueOf(e.getCause() == null ? e : e.getCause()));
        }
    }
}
