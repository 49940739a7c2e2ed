package dev.millrace.microbench;

import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** How far a consumer group is in one topic, by what it has committed: seen every half second at best. */
final class GroupProgress implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Admin admin;
    private final String group;
    private final String topic;

    GroupProgress(KafkaClients kafka, String group, String topic) {
        this.admin = kafka.admin();
        this.group = group;
        this.topic = topic;
    }

    long records() throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** Samples, each where the position moved, until {@code count} records are done. */
    List<Sample> watch(Child worker, Child broker, long count) throws Exception {
        var samples = new ArrayList<Sample>();
        var waiting = new Waiting(PATIENCE, POLL, "the group has not read " + count + " records");
        long last = -1;
        while (true) {
            worker.requireAlive();
            long records = records();
            if (records != last) {
                samples.add(new Sample(Clocks.nanos().getAsLong(), records, worker.cpu(), broker.cpu()));
                last = records;
            }
            if (records >= count) {
                return samples;
            }
            waiting.once();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
