package dev.millrace.streams.flink.cluster;

import dev.millrace.servicekit.Agent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * Knows whether all tasks of all jobs run, and fails when a job has ended: a streaming job never ends by itself, so the
 * process must be started afresh.
 */
public final class JobsWatch implements Agent {
    /** Between two looks: short until all run, because somebody waits for that. */
    private static final long STARTING_MILLIS = 50;

    private static final long RUNNING_MILLIS = 500;

    private final MiniCluster cluster;
    private final List<JobID> jobs;
    private final List<CompletableFuture<JobResult>> results;
    private volatile boolean running;

    JobsWatch(MiniCluster cluster, List<JobID> jobs) {
        this.cluster = cluster;
        this.jobs = List.copyOf(jobs);
        this.results = this.jobs.stream().map(cluster::requestJobResult).toList();
    }

    /** True while every task of every job runs. */
    public boolean allRunning() {
        return running;
    }

    @Override
    public int doWork() throws Exception {
        try {
            Object ended = CompletableFuture.anyOf(results.toArray(CompletableFuture[]::new))
                    .get(running ? RUNNING_MILLIS : STARTING_MILLIS, TimeUnit.MILLISECONDS);
            running = false;
            throw ended instanceof JobResult result
                    ? new IllegalStateException(
                            "job " + result.getJobId() + " ended: " + result.getApplicationStatus(),
                            result.getSerializedThrowable().orElse(null))
                    : new IllegalStateException("a job ended without a result");
        } catch (TimeoutException e) {
            running = look();
        }
        return 0;
    }

    private boolean look() throws InterruptedException, ExecutionException {
        for (JobID job : jobs) {
            AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
            for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
                if (vertex.getAggregateState() != ExecutionState.RUNNING) {
                    return false;
                }
            }
        }
        return true;
    }
}
