package dev.millrace.microbench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a topic holds on the broker's disk.
 *
 * @param records by its offsets
 * @param bytes of its log segments, batch headers included
 */
record TopicVolume(String topic, long records, long bytes) {
    static TopicVolume of(Admin admin, TopicEnds ends, String topic) throws InterruptedException, ExecutionException {
        int node = admin.describeCluster().nodes().get().iterator().next().id();
        long bytes = admin.describeLogDirs(List.of(node)).allDescriptions().get().values().stream()
                .flatMap(dirs -> dirs.values().stream())
                .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
        return new TopicVolume(topic, ends.records(topic), bytes);
    }

    int bytesPerRecord() {
        return records == 0 ? 0 : (int) (bytes / records);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,d records of %,d bytes", topic, records, bytesPerRecord());
    }
}
