package dev.millrace.load.bare;

import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Service;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A process that reads events and writes as many results, of the same sizes, as a platform would, with the platform's settings of
 * Kafka's clients, and does nothing else: what Kafka costs alone. At least once: an event's offset is committed after its result is
 * written. Setting: {@code bare.flows}, as {@link BareFlow#inWords}.
 */
public final class BarePath implements Agent {
    /** The consumer group whose lag tells how far it is. */
    public static final String GROUP = "bare-path";

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private static final class Due {
        private final BareFlow flow;
        private double results;

        Due(BareFlow flow) {
            this.flow = flow;
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, List<Due>> byInput = new HashMap<>();
    private final LongSupplier nanos;
    private long committedAt;
    private boolean uncommitted;

    private BarePath(KafkaClients kafka, List<BareFlow> flows, LongSupplier nanos) {
        flows.forEach(flow -> byInput.computeIfAbsent(flow.input(), first -> new ArrayList<>())
                .add(new Due(flow)));
        this.nanos = nanos;
        this.committedAt = nanos.getAsLong();
        this.consumer = kafka.groupConsumer(GROUP, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500));
        this.producer = kafka.producer(Map.of());
        consumer.subscribe(byInput.keySet());
    }

    public static void main(String[] args) {
        Service.main(args, service -> {
            List<BareFlow> flows = flows(service.settings());
            service.run("bare", new BarePath(service.kafka(), flows, Clocks.nanos()));
            service.readyWhen(() -> true);
        });
    }

    private static List<BareFlow> flows(Settings settings) {
        try {
            return BareFlow.parse(settings.text("bare.flows"));
        } catch (IllegalArgumentException e) {
            throw new SettingException("bare.flows", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int doWork() {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> event : records) {
            for (Due due : byInput.getOrDefault(event.topic(), List.of())) {
                for (due.results += due.flow.perEvent(); due.results >= 1; due.results--) {
                    answer(event, due.flow);
                }
            }
        }
        uncommitted |= !records.isEmpty();
        if (uncommitted && nanos.getAsLong() - committedAt > COMMIT_NANOS) {
            producer.flush();
            consumer.commitSync();
            committedAt = nanos.getAsLong();
            uncommitted = false;
        }
        return records.count();
    }

    private void answer(ConsumerRecord<byte[], byte[]> event, BareFlow flow) {
        byte[] value = new byte[flow.resultBytes()];
        ByteBuffer.wrap(value).putLong(event.timestamp());
        // what is not written is not read, and the results that came are counted
        var unused = producer.send(new ProducerRecord<>(flow.output(), event.key(), value));
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
