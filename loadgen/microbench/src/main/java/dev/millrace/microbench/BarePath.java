package dev.millrace.microbench;

import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Service;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A process that reads a topic and writes as many records of the same size as the process under measurement, and does nothing
 * else: what Kafka's clients cost alone. Settings: {@code bare.input}, {@code bare.outputs} (each {@code topic:bytes:every
 * nth}, separated by commas).
 */
public final class BarePath implements Agent {
    static final String GROUP = "bare-path";

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long COMMIT_EVERY = 20_000;

    private record Output(String topic, byte[] value, double perRecord) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Output> outputs;
    private final double[] due;
    private long read;
    private long committed;

    private BarePath(KafkaClients kafka, String input, List<Output> outputs) {
        this.consumer = kafka.groupConsumer(GROUP, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500));
        this.producer = kafka.producer(Map.of());
        this.outputs = outputs;
        this.due = new double[outputs.size()];
        consumer.subscribe(List.of(input));
    }

    public static void main(String[] args) {
        Service.main(args, service -> {
            Settings settings = service.settings();
            service.run("bare", new BarePath(service.kafka(), settings.text("bare.input"), outputs(settings)));
            service.readyWhen(() -> true);
        });
    }

    private static List<Output> outputs(Settings settings) {
        return java.util.Arrays.stream(settings.text("bare.outputs").split(","))
                .map(text -> text.split(":"))
                .map(parts -> new Output(parts[0], new byte[Integer.parseInt(parts[1])], Double.parseDouble(parts[2])))
                .toList();
    }

    @Override
    public int doWork() {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            for (int i = 0; i < due.length; i++) {
                due[i] += outputs.get(i).perRecord();
                if (due[i] >= 1) {
                    due[i]--;
                    var unused = producer.send(new ProducerRecord<>(
                            outputs.get(i).topic(), record.key(), outputs.get(i).value()));
                }
            }
        }
        read += records.count();
        if (read - committed >= COMMIT_EVERY || (records.isEmpty() && read > committed)) {
            producer.flush();
            consumer.commitSync();
            committed = read;
        }
        return records.count();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
