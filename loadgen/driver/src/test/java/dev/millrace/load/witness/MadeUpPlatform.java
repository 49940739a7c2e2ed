package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Answers every user event, whose value is its event's id, with a recommendation after a delay that the test knows. */
final class MadeUpPlatform implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ToLongFunction<String> delayMillis;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2);
    private final Future<?> loop;
    private volatile boolean running = true;

    MadeUpPlatform(KafkaClients clients, ToLongFunction<String> delayMillis) {
        this.consumer = clients.reader(); // without a group: it reads from the moment at which it was made
        this.producer = clients.producer(Map.of("linger.ms", 0));
        this.delayMillis = delayMillis;
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.USER_EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        producer.partitionsFor(Topics.RECOMMENDATIONS);
        this.loop = workers.submit(this::loop);
    }

    private void loop() {
        while (running) {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofMillis(20))) {
                String eventId = new String(event.value(), UTF_8);
                var unused = workers.schedule(
                        () -> answer(event, eventId), delayMillis.applyAsLong(eventId), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> event, String eventId) {
        var unused = producer.send(new ProducerRecord<>(
                Topics.RECOMMENDATIONS,
                event.key(),
                Results.recommendation(eventId, new String(event.key(), UTF_8), "i-1", "i-2")));
    }

    @Override
    public void close() throws Exception {
        running = false;
        loop.get(10, TimeUnit.SECONDS);
        workers.shutdown();
        workers.awaitTermination(10, TimeUnit.SECONDS);
        consumer.close();
        producer.close();
    }
}
