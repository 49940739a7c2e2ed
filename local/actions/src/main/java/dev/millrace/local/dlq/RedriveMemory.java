package dev.millrace.local.dlq;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which dead letters were sent again, kept in the cluster itself as the committed offset of the group {@value #GROUP}: the same
 * from every machine, no topic more, and the dead letters stay as they are. Kafka forgets it when nothing was sent again for
 * {@code offsets.retention.minutes} (7 days).
 *
 * <p>Two redrives at the same time may forget each other's last second.
 */
public final class RedriveMemory implements AutoCloseable {
    public static final String GROUP = "millrace-dlq-redrive";

    private final Admin admin;

    public RedriveMemory(KafkaClients kafka) {
        this.admin = kafka.admin();
    }

    /** A question that can be asked many times without asking the broker again. */
    public interface Redriven {
        boolean contains(LetterId id);
    }

    public Redriven read() throws InterruptedException, ExecutionException {
        Map<Integer, RedrivenSet> sets = sets();
        return id -> {
            RedrivenSet set = sets.get(id.partition());
            return set != null && set.contains(id.offset());
        };
    }

    /**
     * Adds letters to what is remembered.
     *
     * @throws IllegalStateException when it grows beyond what Kafka keeps beside an offset
     */
    public void add(Collection<LetterId> sent) throws InterruptedException, ExecutionException {
        if (sent.isEmpty()) {
            return;
        }
        Map<Integer, RedrivenSet> sets = sets();
        sent.forEach(id -> sets.computeIfAbsent(id.partition(), partition -> RedrivenSet.parse(""))
                .add(id.offset()));
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        sets.keySet().forEach(partition -> asked.put(topic(partition), OffsetSpec.earliest()));
        var starts = admin.listOffsets(asked).all().get();
        var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var entry : sets.entrySet()) {
            RedrivenSet set = entry.getValue();
            TopicPartition partition = topic(entry.getKey());
            var start = starts.get(partition);
            set.forgetBefore(start == null ? 0 : start.offset());
            String text = set.text();
            if (text.length() > RedrivenSet.MAX_TEXT) {
                throw new IllegalStateException(
                        "too many scattered letters were sent again to remember them all; those of this run that were sent"
                                + " are not remembered: delete the group " + GROUP + " to begin anew");
            }
            commits.put(partition, new OffsetAndMetadata(set.end(), text));
        }
        admin.alterConsumerGroupOffsets(GROUP, commits).all().get();
    }

    private Map<Integer, RedrivenSet> sets() throws InterruptedException, ExecutionException {
        var sets = new HashMap<Integer, RedrivenSet>();
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            committed.forEach((partition, offset) -> {
                if (partition.topic().equals(Topics.DEAD_LETTERS) && offset != null) {
                    sets.put(partition.partition(), RedrivenSet.parse(offset.metadata()));
                }
            });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException)) {
                throw e;
            }
        }
        return sets;
    }

    private static TopicPartition topic(int partition) {
        return new TopicPartition(Topics.DEAD_LETTERS, partition);
    }

    @Override
    public void close() {
        admin.close();
    }
}
