package dev.millrace.local.demo.order;

import dev.millrace.local.control.DemoControl;
import dev.millrace.local.demo.report.Console;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/** Takes orders from the topic, and says there each second that the demo runs. */
public final class OrderDesk implements Agent {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long SAY_MILLIS = 1_000;

    private final Orders orders;
    private final Console out;
    private final Clock clock;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private long said;

    /** The topic must be there. */
    public OrderDesk(Orders orders, KafkaClients kafka, Console out, Clock clock) {
        this.orders = orders;
        this.out = out;
        this.clock = clock;
        this.consumer = kafka.reader();
        this.producer = kafka.producer(Map.of());
        List<TopicPartition> partition = List.of(new TopicPartition(DemoControl.TOPIC, 0));
        consumer.assign(partition);
        consumer.seekToEnd(partition);
    }

    @Override
    public int doWork() {
        long now = clock.millis();
        if (now - said >= SAY_MILLIS) {
            said = now;
            var unused = producer.send(DemoControl.recordOf(orders.presence(now)));
        }
        int taken = 0;
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
            String done = DemoControl.order(found.key(), found.value())
                    .map(order -> orders.take(order, clock.millis()))
                    .orElse(null);
            if (done != null) {
                out.line("  " + done);
                said = 0; // whoever ordered sees it at once
                taken++;
            }
        }
        return taken;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
    }
}
