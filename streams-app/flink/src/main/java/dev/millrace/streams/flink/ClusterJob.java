package dev.millrace.streams.flink;

import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.flink.cluster.Job;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One job on a cluster that somebody else runs, such as the Flink operator in its application mode: {@code ClusterJob sensor-windows}.
 * What the job does is set by the environment, as in the local process; checkpoints, state and restarts are the cluster's to configure.
 */
public final class ClusterJob {
    private ClusterJob() {}

    public static void main(String[] args) throws Exception {
        run(args, System.getenv(), StreamExecutionEnvironment.getExecutionEnvironment());
    }

    static void run(String[] args, Map<String, String> settings, StreamExecutionEnvironment environment)
            throws Exception {
        Settings read = Settings.load(new String[0], settings);
        Job job = find(args, Jobs.of(read, KafkaClients.of(read), Clocks.wall()));
        job.graph().build(environment);
        environment.execute(job.name());
    }

    private static Job find(String[] args, List<Job> jobs) {
        List<String> names = jobs.stream().map(Job::name).toList();
        if (args.length != 1 || !names.contains(args[0])) {
            throw new IllegalArgumentException(
                    "usage: ClusterJob NAME, one of " + names + "; got " + String.join(" ", args));
        }
        return jobs.get(names.indexOf(args[0]));
    }
}
