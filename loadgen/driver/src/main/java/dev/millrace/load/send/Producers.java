package dev.millrace.load.send;

import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Producers of the load driver. */
final class Producers {
    /** A broker that restarts comes back within this; one that does not ends the run. */
    private static final int PATIENCE_MILLIS = 120_000;

    private static final int BATCH_BYTES = 64 * 1024;

    private Producers() {}

    static KafkaClients clients(String bootstrap, @Nullable String clientConfig) {
        return KafkaClients.of(
                bootstrap, clientConfig == null ? Map.of() : KafkaClients.readConfig(Path.of(clientConfig)));
    }

    /** Knows the topic's partitions already: the first event shall not wait for them. */
    static Producer<byte[], byte[]> open(KafkaClients kafka, String topic, int lingerMillis) {
        Producer<byte[], byte[]> producer = kafka.producer(Map.of(
                ProducerConfig.LINGER_MS_CONFIG, lingerMillis,
                ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.max(PATIENCE_MILLIS, 2 * lingerMillis),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS));
        try {
            producer.partitionsFor(topic);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
        return producer;
    }
}
