package dev.millrace.streams.kafka;

import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams configuration for low latency and a fast return after a crash. */
final class StreamsProperties {
    private static final long MEGABYTE = 1024 * 1024;

    private StreamsProperties() {}

    static Properties of(StreamsSettings settings, KafkaClients clients) {
        var config = new Properties();
        clients.producerConfig().forEach((key, value) -> config.put(StreamsConfig.producerPrefix(key), value));
        clients.common().forEach(config::put);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.guarantee().streamsValue());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        config.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        config.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, KafkaTimestamps.class);
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        // Without effect, there is no global store; but unset it is a warning at every start, and its constant is
        // deprecated.
        config.put("processing.exception.handler.global.enabled", true);
        if (settings.guarantee() == Guarantee.EXACTLY_ONCE) {
            // The next transaction may start while the markers of the last are written (KAFKA-20000): ask again soon.
            config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        }
        // A busy sensor's state is written once a commit instead of once a score. Outputs do not wait for it:
        // processors forward them at once, and a replay from the last commit makes the same ones again.
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, settings.cacheMegabytes() * MEGABYTE);
        config.put(RocksMemory.BYTES, settings.rocksMegabytes() * MEGABYTE);
        latency(config);
        membership(config, settings);
        memory(config);
        return config;
    }

    private static void latency(Properties config) {
        config.put(StreamsConfig.POLL_MS_CONFIG, 20);
        // A record never waits for one of another topic: events and requests of a user are not ordered against each
        // other.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // A broker that is away is waited for, as the producers do.
        config.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Duration.ofMinutes(10).toMillis());
    }

    /** Static members: whoever comes back under its name within the session timeout takes its tasks back at once. */
    private static void membership(Properties config, StreamsSettings settings) {
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                settings.sessionTimeout().toMillis());
        // A rebalance is noticed at the next heartbeat; a cold start of several threads needs two or three of them.
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                Math.min(500, settings.sessionTimeout().toMillis() / 3));
    }

    /** Records may have megabytes: bound what is fetched and buffered, so that a small heap holds it. */
    private static void memory(Properties config) {
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 500);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 500);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 1024 * 1024);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 8 * 1024 * 1024);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 16 * 1024 * 1024);
        config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }
}
