package dev.millrace.streams.flink.kafka;

import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the sources and sinks of the jobs; none of them connects before its job runs. */
public final class KafkaEnds {
    /** Per client: what a process of 512 MB can hold while the broker is away, or while it reads a backlog. */
    private static final int MAX_BUFFER_BYTES = 8 * 1024 * 1024;

    /** More is not worth waiting for. */
    private static final int GATHERED_BYTES = 256 * 1024;

    /** The broker's default maximum: a transaction must outlive the longest restart. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 15 * 60 * 1000;

    private final KafkaClients clients;
    private final DeliveryGuarantee guarantee;

    public KafkaEnds(KafkaClients clients, DeliveryGuarantee guarantee) {
        this.clients = clients;
        this.guarantee = guarantee;
    }

    /** Reads a topic from the checkpoint's offsets, else from the group's committed ones, else from the beginning. */
    public <T> KafkaSource<T> source(String topic, String group, KafkaRecordDeserializationSchema<T> reader) {
        return source(topic, group, reader, Map.of());
    }

    /**
     * As above, for a job that may wait for its records: the broker gathers them, up to {@code longest}, until they are worth a fetch.
     * Each fetch costs both sides as much as some dozens of records.
     */
    public <T> KafkaSource<T> gatheringSource(
            String topic, String group, KafkaRecordDeserializationSchema<T> reader, Duration longest) {
        return source(
                topic,
                group,
                reader,
                longest.isZero()
                        ? Map.of()
                        : Map.of(
                                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                                GATHERED_BYTES,
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                Math.max(1, longest.toMillis())));
    }

    @SuppressWarnings("deprecation") // OffsetResetStrategy: the connector's API has no other type for it yet
    private <T> KafkaSource<T> source(
            String topic, String group, KafkaRecordDeserializationSchema<T> reader, Map<String, Object> overrides) {
        Map<String, Object> config = clients.consumerConfig();
        config.putAll(overrides);
        config.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG); // said by the starting offsets
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_BUFFER_BYTES);
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
        return KafkaSource.<T>builder()
                .setProperties(texts(config))
                .setBootstrapServers(clients.bootstrap())
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(reader)
                .build();
    }

    /** Writes what it is given under the platform's guarantee; {@code name} tells the transactions of the sinks apart. */
    public KafkaSink<Outgoing> sink(String name) {
        Map<String, Object> config = clients.producerConfig();
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_BUFFER_BYTES);
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
            config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
            // Not longer than a transaction lives: a delivery that outlasts it cannot be committed any more.
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        }
        return KafkaSink.<Outgoing>builder()
                .setKafkaProducerConfig(texts(config))
                .setBootstrapServers(clients.bootstrap())
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix("millrace-flink-" + name.toLowerCase(Locale.ROOT))
                .setRecordSerializer((record, context, timestamp) -> new ProducerRecord<>(
                        record.topic(), null, null, record.key(), record.value(), record.headers()))
                .build();
    }

    private static Properties texts(Map<String, Object> config) {
        var texts = new Properties();
        config.forEach((key, value) -> texts.setProperty(key, String.valueOf(value)));
        return texts;
    }
}
