package dev.millrace.local.dlq;

import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Turns a dead letter back into the record that it was. */
public final class Redrive {
    /** One for each time that a record was sent again: the dead letter it was sent from, {@code dead-letters/0/17}. */
    public static final String REDRIVEN = "dlq.redriven";

    private static final String OURS = "dlq.";

    private final Correction correction;
    private final Map<String, Integer> partitions;

    /**
     * @param partitions number of partitions of every topic that exists
     */
    public Redrive(Correction correction, Map<String, Integer> partitions) {
        this.correction = correction;
        this.partitions = Map.copyOf(partitions);
    }

    /**
     * To the topics that the cluster has now.
     *
     * @throws IllegalArgumentException where there are no dead letters in it
     */
    public static Redrive on(KafkaClients kafka, Correction correction)
            throws InterruptedException, ExecutionException {
        var partitions = new HashMap<String, Integer>();
        try (Admin admin = kafka.admin()) {
            admin.describeTopics(admin.listTopics().names().get())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
        }
        if (!partitions.containsKey(Topics.DEAD_LETTERS)) {
            throw new IllegalArgumentException("no topic '" + Topics.DEAD_LETTERS + "' on " + kafka.bootstrap());
        }
        return new Redrive(correction, partitions);
    }

    /**
     * The record to send: original key, value and headers but for {@code dlq.*}, with the correction made. A keyed record goes
     * where the topic's partitioner puts its key, so that order per key holds even if partitions were added; one without a
     * key goes to its original partition.
     *
     * @throws UnredrivableException where it cannot or must not be sent
     */
    public ProducerRecord<byte[], byte[]> record(Letter letter) throws UnredrivableException {
        SourceRef source = letter.source();
        String sourceTopic = source == null ? null : source.topic();
        String topic = correction.topic() == null ? sourceTopic : correction.topic();
        if (topic == null) {
            throw new UnredrivableException("has no dlq.topic, dlq.partition, dlq.offset: name a topic with --to");
        }
        Integer count = partitions.get(topic);
        if (count == null) {
            throw new UnredrivableException(
                    "would go to topic '" + topic + "', which does not exist: name another with --to");
        }
        if (topic.equals(Topics.DEAD_LETTERS)) {
            throw new UnredrivableException(
                    "would become a dead letter again: it may not go to " + Topics.DEAD_LETTERS);
        }
        byte[] value = correction.value() == null ? letter.value() : correction.value();
        if (correction.fix() != null) {
            value = correction.fix().apply(value);
            if (value == null) {
                throw new UnredrivableException("is not changed by --fix");
            }
        }
        byte[] key = correction.key() == null ? letter.key() : correction.key();
        boolean samePlace = key == null && topic.equals(sourceTopic);
        Integer partition = source != null && samePlace && source.partition() < count ? source.partition() : null;
        return new ProducerRecord<>(topic, partition, key, value, headers(letter));
    }

    private static RecordHeaders headers(Letter letter) {
        var kept = new RecordHeaders();
        for (Header header : letter.headers()) {
            if (!header.key().startsWith(OURS) || header.key().equals(REDRIVEN)) {
                kept.add(header);
            }
        }
        var from = new SourceRef(
                Topics.DEAD_LETTERS, letter.id().partition(), letter.id().offset());
        kept.add(REDRIVEN, from.toString().getBytes(StandardCharsets.UTF_8));
        return kept;
    }
}
