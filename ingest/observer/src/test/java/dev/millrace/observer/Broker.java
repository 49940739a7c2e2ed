package dev.millrace.observer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WorkerReport;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A broker with what tests do to it. */
public final class Broker implements AutoCloseable {
    private final BrokerOptions options;
    public final KafkaClients kafka;
    public final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private EmbeddedBroker broker;

    private Broker(BrokerOptions options, EmbeddedBroker broker) {
        this.options = options;
        this.broker = broker;
        this.kafka = KafkaClients.of(broker.bootstrap(), Map.of());
        this.admin = kafka.admin();
        this.producer = kafka.producer(Map.of());
    }

    public static Broker start(Path folder) throws Exception {
        BrokerOptions options = BrokerOptions.inFolder(folder.resolve("kafka"));
        return new Broker(options, EmbeddedBroker.start(options));
    }

    public String bootstrap() {
        return options.bootstrap();
    }

    public void create(String topic, int partitions) throws Exception {
        broker.createTopics(List.of(new Topics.Spec(topic, partitions, Map.of())));
    }

    public void send(String topic, int partition, int records) throws Exception {
        for (int i = 0; i < records; i++) {
            var unused = producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {1}));
        }
        producer.flush();
    }

    /** Records with a time of their own, epoch milliseconds. */
    public void send(String topic, int partition, int records, long millis) throws Exception {
        for (int i = 0; i < records; i++) {
            var unused = producer.send(new ProducerRecord<>(topic, partition, millis, null, new byte[] {1}));
        }
        producer.flush();
    }

    public void send(ProducerRecord<byte[], byte[]> one) throws Exception {
        producer.send(one).get();
    }

    /** Records of one transaction, and its marker, which a broker may write after it has answered: it is waited for. */
    public void transact(String topic, int partition, int records, boolean commit) {
        try (var transactional = kafka.transactionalProducer("tx-" + topic, Map.of())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < records; i++) {
                var unused = transactional.send(new ProducerRecord<>(topic, partition, null, new byte[] {1}));
            }
            transactional.flush();
            if (commit) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
        }
        var written = new TopicPartition(topic, partition);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        end(written, IsolationLevel.READ_COMMITTED) == end(written, IsolationLevel.READ_UNCOMMITTED));
    }

    private long end(TopicPartition partition, IsolationLevel isolation) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .partitionResult(partition)
                .get()
                .offset();
    }

    public void commit(String group, String topic, int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    public void expire(String topic, int partition, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    public void report(String model, String instance, @Nullable Long readyAt, int inFlight) throws Exception {
        long now = Clocks.wall().millis();
        var report = new WorkerReport(
                model, instance, "effectively-once", now, 1, readyAt, null, 0, 0, 0, 0, 0, 64, inFlight);
        producer.send(new ProducerRecord<>(
                        Topics.WORKER_REPORTS, report.key().getBytes(UTF_8), WorkerReport.CODEC.encode(report)))
                .get();
    }

    public void stop() {
        broker.close();
    }

    /** On the port and folder of the one that was stopped. */
    public void startAgain() throws Exception {
        broker = EmbeddedBroker.start(options);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        broker.close();
    }
}
