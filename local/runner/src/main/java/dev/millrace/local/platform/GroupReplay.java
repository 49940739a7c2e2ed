package dev.millrace.local.platform;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** Sets a stopped group back, so that it reads again what it has read. */
public final class GroupReplay {
    /** Of the materializer; its history has another and stays where it is: each row is in Parquet once. */
    private static final String MATERIALIZER = "materializer";

    private GroupReplay() {}

    /**
     * The online store's writer, on all partitions of its topic.
     *
     * @return records from there to the end
     * @throws IOException where the group has members, or the broker refuses
     */
    public static long features(KafkaClients kafka, Instant since) throws IOException, InterruptedException {
        try (Admin admin = kafka.admin()) {
            TopicDescription topic = Objects.requireNonNull(admin.describeTopics(List.of(Topics.FEATURES))
                    .allTopicNames()
                    .get()
                    .get(Topics.FEATURES));
            Map<TopicPartition, ListOffsetsResultInfo> starts =
                    offsets(admin, topic, since.equals(Instant.EPOCH) ? OffsetSpec.earliest() : at(since));
            Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(admin, topic, OffsetSpec.latest());
            var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
            long rows = 0;
            for (var end : ends.entrySet()) {
                long start = Objects.requireNonNull(starts.get(end.getKey())).offset();
                // None is as young as that: nothing to read again.
                long from = start < 0 ? end.getValue().offset() : start;
                committed.put(end.getKey(), new OffsetAndMetadata(from));
                rows += end.getValue().offset() - from;
            }
            admin.alterConsumerGroupOffsets(MATERIALIZER, committed).all().get();
            return rows;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownMemberIdException || e.getCause() instanceof GroupNotEmptyException) {
                throw new IOException("the materializer runs: stop it first, it would commit over this", e);
            }
            throw new IOException("cannot set the group " + MATERIALIZER + " back: " + e.getCause(), e);
        }
    }

    private static OffsetSpec at(Instant time) {
        return OffsetSpec.forTimestamp(time.toEpochMilli());
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, TopicDescription topic, OffsetSpec spec) throws ExecutionException, InterruptedException {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (TopicPartitionInfo partition : topic.partitions()) {
            asked.put(new TopicPartition(topic.name(), partition.partition()), spec);
        }
        return admin.listOffsets(asked).all().get();
    }
}
