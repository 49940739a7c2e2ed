package dev.millrace.local.demo;

import dev.millrace.local.demo.measure.DeadLetterBook;
import dev.millrace.local.demo.measure.FlowMeter;
import dev.millrace.local.demo.send.FlowEncoder;
import dev.millrace.local.demo.send.FlowSender;
import dev.millrace.local.demo.send.Pacer;
import dev.millrace.local.demo.traffic.BadRecord;
import dev.millrace.local.demo.traffic.Part;
import dev.millrace.servicekit.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** One flow with its own producer: what it sends, how fast, and its books. */
final class FlowRun<T> implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String name;
    private final String model;
    private final Part<T> history;
    private final Part<T> live;
    private final Pace pace;
    private final List<BadRecord> bad;
    private final FlowMeter<?> meter;
    private final KafkaProducer<byte[], byte[]> producer;
    private final FlowSender<T> sender;

    /** {@code bad} is sent in between the live part. */
    FlowRun(
            String name,
            String model,
            Part<T> history,
            Part<T> live,
            Pace pace,
            List<BadRecord> bad,
            FlowMeter<?> meter,
            FlowEncoder<T> encoder,
            DeadLetterBook deadLetters,
            KafkaClients kafka,
            Pacer pacer,
            Clock clock) {
        this.name = name;
        this.model = model;
        this.history = history;
        this.live = live;
        this.pace = pace;
        this.bad = bad;
        this.meter = meter;
        this.producer = kafka.producer(Map.of());
        this.sender = new FlowSender<>(producer, encoder, meter, deadLetters, pacer, clock);
    }

    String name() {
        return name;
    }

    String model() {
        return model;
    }

    FlowMeter<?> meter() {
        return meter;
    }

    /** Good and bad events sent so far. */
    long sent() {
        return meter.sentCount() + sender.badSent();
    }

    void sendHistory() throws InterruptedException {
        sender.send(history, pace.history(), List.of(), pace.historyLimit());
    }

    void sendLive() throws InterruptedException {
        sender.send(live, pace.live(), bad, pace.liveLimit());
    }

    @Override
    public void close() {
        producer.close(CLOSE); // all is flushed on the good way; on the bad one nobody wants to wait for a dead broker
    }
}
