package dev.millrace.microbench;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Service;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The bare path beside which the Flink job is measured: a consumer and a producer of the same configuration, and nothing between
 * them. For every fourth reading it sends a record of the size of a request.
 */
final class BareRelay implements Agent {
    static final String TOPIC = Topics.inference("bare");
    static final int HOP = 4;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final byte[] REQUEST = new byte[600];

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private long seen;

    private BareRelay(KafkaClients kafka) {
        this.consumer = kafka.groupConsumer("bare", Map.of());
        this.producer = kafka.producer(Map.of());
        consumer.subscribe(java.util.List.of(Topics.SENSOR_READINGS));
    }

    public static void main(String[] args) {
        Service.main(args, service -> {
            service.run("relay", new BareRelay(service.kafka()));
            service.readyWhen(() -> true);
        });
    }

    @Override
    public int doWork() {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> reading : records) {
            if (++seen % HOP == 0) {
                var unused = producer.send(new ProducerRecord<>(TOPIC, reading.key(), REQUEST));
            }
        }
        return records.count();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
