package dev.millrace.load.witness;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result topics from where they ended when it was made, with a consumer of its own and no group, and writes the books.
 * To be made before the first event is sent. Topics that do not exist by then are left out, see {@link #topics}.
 *
 * <p>It knows what is owed from the plans alone, registered a second ahead, so a result can never be faster than its entry.
 * A lost position (records deleted before they were read) ends it with the consumer's exception: the books would be wrong.
 */
public final class Witness implements Agent {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long AHEAD_NANOS = 1_000_000_000;
    private static final int MAX_POLL_RECORDS = 5_000;
    private static final Set<String> TOPICS =
            Set.of(Topics.ANOMALY_SCORES, Topics.ANOMALY_ALERTS, Topics.RECOMMENDATIONS, Topics.DEAD_LETTERS);

    private final RunTime time;
    private final @Nullable SensorResults sensors;
    private final @Nullable UserResults users;
    private final LetterCounts letters = new LetterCounts(this::isOurs);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final ResultSizes sizes = new ResultSizes();

    /** A flow without results is null: its topics' records are passed over. */
    public Witness(
            KafkaClients clients,
            WitnessOptions options,
            RunTime time,
            @Nullable SensorResults sensors,
            @Nullable UserResults users) {
        this.time = time;
        this.sensors = sensors;
        this.users = users;
        this.consumer = clients.reader(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                options.readCommitted() ? "read_committed" : "read_uncommitted",
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                options.fetchBytes(),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) options.fetchWait().toMillis(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_POLL_RECORDS,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false));
        var partitions = new ArrayList<TopicPartition>();
        consumer.listTopics().forEach((topic, infos) -> {
            if (TOPICS.contains(topic)) {
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
        });
        if (partitions.isEmpty()) {
            consumer.close();
            throw new IllegalStateException("none of the topics " + TOPICS + " exists at " + clients.bootstrap()
                    + ": start the platform before the load");
        }
        this.topics = partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: fix the positions before anything is sent
    }

    /** The result topics that it reads. */
    public List<String> topics() {
        return topics;
    }

    /** Mean length of the values of a result topic, bytes; 0 before the first. Thread-safe. */
    public double meanBytes(String topic) {
        return sizes.mean(topic);
    }

    /** Dead letters of this run's keys by kind of error. Thread-safe. */
    public Map<String, Long> deadLetters() {
        return letters.byKind();
    }

    private boolean isOurs(String key) {
        return (sensors != null && sensors.isOurs(key)) || (users != null && users.isOurs(key));
    }

    @Override
    public int doWork() {
        var records = consumer.poll(POLL);
        long now = time.nowMicros();
        advance(now * 1000);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            take(record, now);
        }
        return records.count();
    }

    /** After the poll: what it brought was sent before now, whatever the poll took. */
    private void advance(long nowNanos) {
        if (sensors != null) {
            sensors.owed().advance(nowNanos, AHEAD_NANOS);
        }
        if (users != null) {
            users.owed().advance(nowNanos, AHEAD_NANOS);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long arrivedMicros) {
        String topic = record.topic();
        sizes.add(topic, record.serializedValueSize());
        if (topic.equals(Topics.DEAD_LETTERS)) {
            letters.received(record);
        } else if (sensors != null && topic.equals(Topics.ANOMALY_SCORES)) {
            sensors.onScore(record, arrivedMicros);
        } else if (sensors != null && topic.equals(Topics.ANOMALY_ALERTS)) {
            sensors.onAlert(record);
        } else if (users != null && topic.equals(Topics.RECOMMENDATIONS)) {
            users.onRecommendation(record, arrivedMicros);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
