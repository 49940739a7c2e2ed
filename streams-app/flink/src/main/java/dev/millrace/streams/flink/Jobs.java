package dev.millrace.streams.flink;

import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.flink.cluster.Job;
import dev.millrace.streams.flink.items.ItemSettings;
import dev.millrace.streams.flink.items.ItemSignalsJob;
import dev.millrace.streams.flink.kafka.DeliverySettings;
import dev.millrace.streams.flink.kafka.KafkaEnds;
import dev.millrace.streams.flink.sensors.SensorSettings;
import dev.millrace.streams.flink.sensors.SensorWindowsJob;
import java.time.Clock;
import java.util.List;

/** The jobs of the platform, whatever cluster they run on. */
final class Jobs {
    private Jobs() {}

    static List<Job> of(Settings settings, KafkaClients clients, Clock clock) {
        SensorSettings sensors = SensorSettings.from(settings);
        ItemSettings items = ItemSettings.from(settings);
        var kafka = new KafkaEnds(clients, DeliverySettings.from(settings));
        return List.of(
                new Job(
                        SensorWindowsJob.NAME,
                        environment -> SensorWindowsJob.build(environment, sensors, kafka, clock)),
                new Job(ItemSignalsJob.NAME, environment -> ItemSignalsJob.build(environment, items, kafka, clock)));
    }
}
