package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A process that does of a worker's work what Kafka's clients do: it reads each record and writes one of an answer's size, with
 * the same settings of the clients. Settings: {@code relay.from}, {@code relay.to}, {@code relay.bytes}.
 */
final class Relay implements Agent {
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final String to;
    private final byte[] answer;

    private Relay(Service service) {
        var settings = service.settings();
        to = settings.text("relay.to");
        answer = new byte[settings.integer("relay.bytes", 500, 1, 1_000_000)];
        consumer = service.kafka()
                .groupConsumer(
                        "relay",
                        Map.of(
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                256,
                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                FETCH_BYTES));
        consumer.subscribe(List.of(settings.text("relay.from")));
        producer = service.kafka().producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 0));
    }

    public static void main(String[] args) {
        Service.main(args, service -> {
            service.run("relay", new Relay(service));
            service.readyWhen(() -> true);
        });
    }

    @Override
    public int doWork() {
        var polled = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            var message = new ProducerRecord<byte[], byte[]>(to, found.key(), answer);
            message.headers()
                    .add(
                            RequestContext.TRACEPARENT,
                            Objects.requireNonNull(found.headers().lastHeader(RequestContext.TRACEPARENT))
                                    .value());
            var unused = producer.send(message); // a benchmark counts what arrives
        }
        return polled.count();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
