package dev.millrace.servicekit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka clients over bytes with the platform's defaults: durable (acks=all, idempotent), early to send (linger 2 ms), offsets
 * committed by hand. A client configuration file (TLS, SASL) wins over every default.
 */
public final class KafkaClients {
    /** Largest request of a producer: the largest dead letter. */
    private static final int MAX_REQUEST_BYTES = dev.millrace.contracts.Topics.MAX_DEAD_LETTER_BYTES;

    /** A record waits this long for company: at thousands a second that halves the requests, and with them the broker's CPU. */
    private static final int LINGER_MILLIS = 2;

    /**
     * Largest batch of one partition. At Kafka's 16 KiB a request with a user's items had a batch to itself, and a batch costs the
     * broker far more than a record. Where there is little traffic, batches stay as small as they were.
     */
    private static final int BATCH_BYTES = 128 * 1024;

    /** A transaction whose producer died stops readers of committed records for as long as this. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    /**
     * Nobody reads our clients' JMX beans, and setting them up was a twelfth of the processor time of a worker's start. A client
     * configuration file can have them back.
     */
    private static final Map<String, Object> NO_REPORTERS =
            Map.of(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");

    private final Map<String, Object> common;
    private final @Nullable KafkaMeters meters;

    private KafkaClients(Map<String, Object> common, @Nullable KafkaMeters meters) {
        this.common = Map.copyOf(common);
        this.meters = meters;
    }

    /** The same, whose clients {@code meters} shows. */
    KafkaClients measured(KafkaMeters shown) {
        return new KafkaClients(common, shown);
    }

    private <T> T measured(T client, Function<T, ? extends Map<MetricName, ?>> metrics) {
        return meters == null ? client : meters.add(client, metrics);
    }

    /** Reads {@code kafka.bootstrap} (required) and {@code kafka.client-config} (a properties file, optional). */
    public static KafkaClients of(Settings settings) {
        String file = settings.find("kafka.client-config");
        return of(settings.text("kafka.bootstrap"), file == null ? Map.of() : readConfig(Path.of(file)));
    }

    public static KafkaClients of(String bootstrap, Map<String, Object> clientConfig) {
        var common = new HashMap<String, Object>();
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        common.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        common.putAll(clientConfig);
        return new KafkaClients(common, null);
    }

    public static Map<String, Object> readConfig(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the client configuration " + file, e);
        }
        var config = new HashMap<String, Object>();
        properties.stringPropertyNames().forEach(key -> config.put(key, properties.getProperty(key)));
        return config;
    }

    /** What every client shares, for engines that make their own clients. */
    public Map<String, Object> common() {
        return common;
    }

    public String bootstrap() {
        return String.valueOf(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    public Map<String, Object> producerConfig() {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        // A broker that restarts must not lose us a record: keep trying as long as anyone would wait.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10 * 60 * 1000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10 * 60 * 1000L);
        config.putAll(NO_REPORTERS);
        config.putAll(common);
        return config;
    }

    public Map<String, Object> consumerConfig() {
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.putAll(NO_REPORTERS);
        config.putAll(common);
        return config;
    }

    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> overrides) {
        var config = producerConfig();
        config.putAll(overrides);
        return measured(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                KafkaProducer::metrics);
    }

    /**
     * A producer of transactions. A producer that starts with the same id fences the earlier one, whose open transaction is
     * aborted; so the id must be this member's own and the same over its restarts.
     */
    public KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId, Map<String, Object> overrides) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        // The first send after a commit is refused while the markers are written (KAFKA-20000): ask again soon.
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5L);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200L);
        config.putAll(overrides);
        return producer(config);
    }

    /**
     * A member of a consumer group (KIP-848 protocol). With {@code group.instance.id} among the overrides it is a static
     * member: a restart inside the session timeout gets its partitions back and moves nobody else's.
     */
    public KafkaConsumer<byte[], byte[]> groupConsumer(String group, Map<String, Object> overrides) {
        var config = consumerConfig();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        config.putAll(overrides);
        return measured(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                KafkaConsumer::metrics);
    }

    /**
     * A member of a share group (KIP-932): no order, no transactions, more members than partitions. Every record is to be
     * acknowledged by hand. Where a new group begins is set on the group, see {@link ShareGroups}.
     */
    public KafkaShareConsumer<byte[], byte[]> shareConsumer(String group, Map<String, Object> overrides) {
        // Not consumerConfig(): a share consumer refuses offset reset, auto commit and isolation, the group has them.
        var config = new HashMap<String, Object>();
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        config.putAll(NO_REPORTERS);
        config.putAll(common);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.putAll(overrides);
        return measured(
                new KafkaShareConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                KafkaShareConsumer::metrics);
    }

    /** A reader without a group, for topics that are read whole. */
    public KafkaConsumer<byte[], byte[]> reader() {
        return reader(Map.of());
    }

    public KafkaConsumer<byte[], byte[]> reader(Map<String, Object> overrides) {
        var config = consumerConfig();
        config.putAll(overrides);
        return measured(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                KafkaConsumer::metrics);
    }

    public Admin admin() {
        var config = new HashMap<>(NO_REPORTERS);
        config.putAll(common);
        return Admin.create(config);
    }
}
