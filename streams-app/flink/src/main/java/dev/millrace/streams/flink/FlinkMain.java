package dev.millrace.streams.flink;

import dev.millrace.servicekit.Service;
import dev.millrace.streams.flink.cluster.ClusterSettings;
import dev.millrace.streams.flink.cluster.Job;
import dev.millrace.streams.flink.cluster.JobsWatch;
import dev.millrace.streams.flink.cluster.LocalCluster;
import java.util.List;

/** The Flink process: a cluster of its own and the jobs of the platform, side by side. */
public final class FlinkMain {
    private FlinkMain() {}

    public static void main(String[] args) {
        Service.main(args, FlinkMain::wire);
    }

    private static void wire(Service service) throws Exception {
        ClusterSettings cluster = ClusterSettings.from(service.settings());
        List<Job> jobs = Jobs.of(service.settings(), service.kafka(), service.clock());
        LocalCluster flink = service.manage(LocalCluster.start(cluster, jobs.size(), service.metrics()));
        for (Job job : jobs) {
            flink.submit(job);
        }
        JobsWatch watch = flink.watch();
        service.run("jobs-watch", watch);
        service.readyWhen(watch::allRunning);
    }
}
