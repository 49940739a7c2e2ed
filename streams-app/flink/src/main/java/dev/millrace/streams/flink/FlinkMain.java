package dev.millrace.streams.flink;

import dev.millrace.servicekit.Service;
import dev.millrace.streams.flink.cluster.ClusterSettings;
import dev.millrace.streams.flink.cluster.Job;
import dev.millrace.streams.flink.cluster.JobsWatch;
import dev.millrace.streams.flink.cluster.LocalCluster;
import dev.millrace.streams.flink.items.ItemSettings;
import dev.millrace.streams.flink.items.ItemSignalsJob;
import dev.millrace.streams.flink.kafka.DeliverySettings;
import dev.millrace.streams.flink.kafka.KafkaEnds;
import dev.millrace.streams.flink.sensors.SensorSettings;
import dev.millrace.streams.flink.sensors.SensorWindowsJob;
import java.time.Clock;
import java.util.List;

/** The Flink process: a cluster of its own and the jobs of the platform, side by side. */
public final class FlinkMain {
    private FlinkMain() {}

    public static void main(String[] args) {
        Service.main(args, FlinkMain::wire);
    }

    private static void wire(Service service) throws Exception {
        ClusterSettings cluster = ClusterSettings.from(service.settings());
        List<Job> jobs = jobs(service);
        LocalCluster flink = service.manage(LocalCluster.start(cluster, jobs.size(), service.metrics()));
        for (Job job : jobs) {
            flink.submit(job);
        }
        JobsWatch watch = flink.watch();
        service.run("jobs-watch", watch);
        service.readyWhen(watch::allRunning);
    }

    private static List<Job> jobs(Service service) {
        Clock clock = service.clock();
        SensorSettings sensors = SensorSettings.from(service.settings());
        ItemSettings items = ItemSettings.from(service.settings());
        var kafka = new KafkaEnds(service.kafka(), DeliverySettings.from(service.settings()));
        return List.of(
                new Job(
                        SensorWindowsJob.NAME,
                        environment -> SensorWindowsJob.build(environment, sensors, kafka, clock)),
                new Job(ItemSignalsJob.NAME, environment -> ItemSignalsJob.build(environment, items, kafka, clock)));
    }
}
