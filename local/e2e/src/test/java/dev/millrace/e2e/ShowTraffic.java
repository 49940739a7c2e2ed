package dev.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Topics;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.control.DemoOrder;
import dev.millrace.local.control.DemoPresence;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A little traffic that goes on and on, obeys the console's orders as a demo does, and breaks a sensor when told to. */
final class ShowTraffic implements Agent {
    static final List<String> SENSORS = List.of("pump-1", "pump-2", "pump-3", "pump-4", "pump-5", "pump-6");

    private static final long EVENT_STEP = 60_000;
    private static final int WARM_UP = 300;
    private static final long ROUND_NANOS = 50_000_000;
    private static final int ITEMS = 40;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> orders;
    private final Random random = new Random(5);
    private final long start = System.currentTimeMillis() - 5_000 * EVENT_STEP;
    private int sample;
    private int events;
    private long said;
    private @Nullable String broken;
    private long brokenUntil;

    ShowTraffic(KafkaClients kafka) throws Exception {
        DemoControl.createTopic(kafka);
        producer = kafka.producer(Map.of());
        orders = kafka.reader();
        List<TopicPartition> partition = List.of(new TopicPartition(DemoControl.TOPIC, 0));
        orders.assign(partition);
        orders.seekToEnd(partition);
        for (int item = 0; item < ITEMS; item++) {
            send(
                    Topics.ITEM_CATALOG,
                    "item-" + item,
                    "{\"itemId\":\"item-%d\",\"categories\":[\"c\"]}".formatted(item));
        }
        for (int i = 0; i < WARM_UP; i++) {
            readings();
        }
        producer.flush();
    }

    @Override
    public int doWork() {
        LockSupport.parkNanos(ROUND_NANOS);
        long now = System.currentTimeMillis();
        readings();
        for (int i = 0; i < 2; i++) {
            int user = random.nextInt(30);
            send(
                    Topics.USER_EVENTS,
                    "user-" + user,
                    "{\"userId\":\"user-%d\",\"itemId\":\"item-%d\",\"type\":\"view\",\"timestamp\":%d,\"eventId\":\"e%d\"}"
                            .formatted(user, random.nextInt(ITEMS), now, events++));
        }
        if (now - said > 1000) {
            said = now;
            var presence = new DemoPresence(now, true, SENSORS, true, 0, broken);
            var unused = producer.send(DemoControl.recordOf(presence));
        }
        for (ConsumerRecord<byte[], byte[]> found : orders.poll(Duration.ZERO)) {
            DemoControl.order(found.key(), found.value())
                    .filter(order -> order.order() == DemoOrder.Kind.BREAK_SENSOR)
                    .ifPresent(order -> {
                        broken = order.sensor();
                        brokenUntil = now + order.seconds() * 1000L;
                    });
        }
        return 1;
    }

    private void readings() {
        boolean fault = System.currentTimeMillis() < brokenUntil;
        for (String sensor : SENSORS) {
            double value = 20 + random.nextGaussian() + (fault && sensor.equals(broken) ? 40 : 0);
            send(
                    Topics.SENSOR_READINGS,
                    sensor,
                    "{\"sensorId\":\"%s\",\"timestamp\":%d,\"values\":{\"t\":%.4f}}"
                            .formatted(sensor, start + sample * EVENT_STEP, value));
        }
        sample++;
    }

    private void send(String topic, String key, String value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)));
    }

    @Override
    public void close() {
        orders.close();
        producer.close(Duration.ofSeconds(2));
    }
}
