package dev.millrace.microbench;

import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning through some stages into another topic, once, and counts the processor time. */
final class CostPass {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Map<String, Object> BULK =
            Map.of(ProducerConfig.LINGER_MS_CONFIG, 5, ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);

    private final KafkaClients kafka;
    private final long broker;

    /** {@code broker} is its process. */
    CostPass(KafkaClients kafka, long broker) {
        this.kafka = kafka;
        this.broker = broker;
    }

    /** What is done with the records of one poll: what is to be published. */
    @FunctionalInterface
    interface Work {
        List<ProducerRecord<byte[], byte[]>> on(List<ConsumerRecord<byte[], byte[]>> polled) throws Exception;
    }

    /**
     * What a pass used, from the first poll to the last answer of the broker: opening and closing clients is not in it.
     *
     * @param ownNanos of this process: the consumer's, the producer's and the collector's threads included, the compilers' not
     */
    record Used(long ownNanos, long brokerNanos) {}

    /** With {@code transactionalId}, each poll's results and offsets are one transaction. */
    Used run(String topic, long events, Work work, String transactionalId) throws Exception {
        boolean transactions = !transactionalId.isEmpty();
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.reader(Map.of("group.id", "cost-" + topic));
                KafkaProducer<byte[], byte[]> producer =
                        transactions ? kafka.transactionalProducer(transactionalId, BULK) : kafka.producer(BULK)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            if (transactions) {
                producer.initTransactions();
            }
            ThreadTimes brokers = ThreadTimes.of(broker);
            ThreadTimes own = ThreadTimes.own();
            for (long seen = 0; seen < events; ) {
                List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
                consumer.poll(POLL).forEach(polled::add);
                seen += polled.size();
                List<ProducerRecord<byte[], byte[]>> results = work.on(polled);
                if (transactions && !polled.isEmpty()) {
                    producer.beginTransaction();
                }
                for (ProducerRecord<byte[], byte[]> result : results) {
                    var unused = producer.send(result);
                }
                if (transactions && !polled.isEmpty()) {
                    producer.sendOffsetsToTransaction(positions(consumer), consumer.groupMetadata());
                    producer.commitTransaction();
                }
            }
            producer.flush();
            // Before the clients' threads end: their time would be lost.
            long ownNanos = ThreadTimes.own().since(own);
            return new Used(ownNanos, ThreadTimes.of(broker).since(brokers));
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(KafkaConsumer<byte[], byte[]> consumer) {
        var positions = new LinkedHashMap<TopicPartition, OffsetAndMetadata>();
        consumer.assignment()
                .forEach(partition -> positions.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        return positions;
    }
}
