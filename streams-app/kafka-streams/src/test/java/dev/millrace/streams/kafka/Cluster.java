package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.utf8;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A real broker with the platform's topics, written and read as an outsider under one guarantee would. */
final class Cluster implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final KafkaClients readers;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Cluster(Path folder, Guarantee guarantee, List<String> models) throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder));
        broker.createTopics(Topics.all(models));
        readers = KafkaClients.of(
                broker.bootstrap(),
                guarantee == Guarantee.EXACTLY_ONCE ? Map.of("isolation.level", "read_committed") : Map.of());
        producer = KafkaClients.of(broker.bootstrap(), Map.of()).producer(Map.of());
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    void send(String topic, String key, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(topic, utf8(key), value)));
    }

    RecordMetadata sendNow(String topic, String key, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>(topic, utf8(key), value)).get();
    }

    /** Returns when the broker has all that was sent. */
    void flush() throws Exception {
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
        sent.clear();
    }

    /** All that a topic holds now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var reader = new TopicReader(readers, topic, found::add)) {
            reader.readToEnd();
        }
        return found;
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
