package dev.millrace.local.scaling;

import dev.millrace.scaler.keda.KafkaTrigger;
import dev.millrace.scaler.keda.KafkaTriggerSettings;
import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.servicekit.KafkaClients;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * KEDA's own {@code kafka} trigger: ends of the log that count markers and what is not committed, as KEDA reads them, less the
 * group's commits. The cluster is this platform's, whatever {@code bootstrapServers} names.
 */
final class KafkaTriggerSource implements TriggerSource {
    private static final int SECONDS = 2;

    private final KafkaTriggerSettings settings;
    private final String topic;
    private final KafkaTrigger trigger;
    private final Admin admin;

    KafkaTriggerSource(KafkaTriggerSettings settings, KafkaClients kafka) {
        this.settings = settings;
        this.topic = Objects.requireNonNull(settings.topic(), "checked by require()");
        this.trigger = new KafkaTrigger(settings);
        this.admin = kafka.admin();
    }

    /** Throws {@link IllegalArgumentException} for what KEDA reads and this does not. */
    static void require(KafkaTriggerSettings settings) {
        if (settings.topic() == null || !settings.partitions().isEmpty()) {
            throw new IllegalArgumentException("on one machine, name the topic and leave out partitionLimitation");
        }
    }

    @Override
    public TriggerReading read() throws InterruptedException {
        try {
            List<TopicPartition> partitions = partitions();
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            ListOffsetsResult ends = admin.listOffsets(latest);
            ListConsumerGroupOffsetsResult group = admin.listConsumerGroupOffsets(settings.consumerGroup());
            Map<TopicPartition, OffsetAndMetadata> commits = get(group.partitionsToOffsetAndMetadata());
            long[] end = new long[partitions.size()];
            long[] committed = new long[end.length];
            Arrays.fill(committed, KafkaTrigger.NO_COMMIT);
            for (int i = 0; i < end.length; i++) {
                end[i] = get(ends.partitionResult(partitions.get(i))).offset();
                OffsetAndMetadata commit = commits.get(partitions.get(i));
                committed[i] = commit == null ? KafkaTrigger.NO_COMMIT : commit.offset();
            }
            return trigger.read(end, committed);
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException
                    ? TriggerReading.failed("there is no topic " + topic)
                    : TriggerReading.failed("Kafka: " + e.getCause());
        } catch (TimeoutException e) {
            return TriggerReading.failed("Kafka did not answer within " + SECONDS + " s");
        }
    }

    private List<TopicPartition> partitions() throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription described =
                get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        int count = Objects.requireNonNull(described, topic).partitions().size();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static <T> T get(KafkaFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        admin.close();
    }
}
