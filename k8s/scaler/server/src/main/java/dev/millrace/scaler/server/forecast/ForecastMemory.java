package dev.millrace.scaler.server.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Codec;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.Topics;
import dev.millrace.observer.lag.Subject;
import dev.millrace.scaler.forecast.ForecastState;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Backoff;
import dev.millrace.servicekit.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code scaler-forecasts}, compacted: what is known of the arrivals of one topic and group, told at the end of each slot of a
 * forecast. Read once, at the start; without the topic nothing is kept. Two scalers beside each other learn the same, so the one that
 * writes last loses nothing.
 */
public final class ForecastMemory implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(ForecastMemory.class);
    private static final Codec<ForecastState> CODEC = Json.codec(ForecastState.class);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long NAP_MILLIS = 500;

    private record Learned(String key, ForecastState state) {}

    private final KafkaClients kafka;
    private final Backoff backoff;
    private final Map<String, ForecastState> states = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Learned> unsaved = new LinkedBlockingQueue<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean missing;
    private volatile boolean loaded;

    public ForecastMemory(KafkaClients kafka, LongSupplier nanos) {
        this.kafka = kafka;
        this.backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), nanos);
    }

    /** Whether all that was kept is known; stays so. */
    public boolean loaded() {
        return loaded;
    }

    /** What is known of a subject's arrivals; empty where that is nothing. */
    public ForecastState learned(Subject subject) {
        return states.getOrDefault(key(subject), ForecastState.empty());
    }

    /** Keeps what is known of a subject's arrivals, soon. */
    public void learned(Subject subject, ForecastState state) {
        states.put(key(subject), state);
        unsaved.add(new Learned(key(subject), state));
    }

    private static String key(Subject subject) {
        return subject.topic() + "/" + subject.group().name();
    }

    @Override
    public int doWork() throws InterruptedException {
        if (!loaded && backoff.due()) {
            load();
        }
        Learned next = unsaved.poll(NAP_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null || missing) {
            return 0;
        }
        save(next);
        return 1;
    }

    private void load() {
        Map<String, Object> quiet = Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (Consumer<byte[], byte[]> consumer = kafka.reader(quiet)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SCALER_FORECASTS, ANSWER).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            missing = partitions.isEmpty();
            if (missing) {
                LOG.warn("topic {} does not exist: forecasts begin anew at each start", Topics.SCALER_FORECASTS);
            } else {
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                read(consumer, new HashMap<>(consumer.endOffsets(partitions, ANSWER)));
            }
            loaded = true;
        } catch (InterruptException e) {
            throw e;
        } catch (RetriableException e) {
            backoff.failed();
            LOG.debug("{} cannot be read yet: {}", Topics.SCALER_FORECASTS, e.toString());
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), ANSWER) < end.getValue())) {
            consumer.poll(POLL).forEach(this::remember);
        }
    }

    private void remember(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null || found.value() == null) {
            return;
        }
        try {
            states.put(new String(found.key(), UTF_8), CODEC.decode(found.value()));
        } catch (InvalidRecordException e) {
            LOG.warn(
                    "a forecast of {} cannot be used and begins anew: {}",
                    new String(found.key(), UTF_8),
                    e.getMessage());
        }
    }

    private void save(Learned learned) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = kafka.producer(Map.of());
            producer = open;
        }
        var told = new ProducerRecord<>(
                Topics.SCALER_FORECASTS, learned.key().getBytes(UTF_8), CODEC.encode(learned.state()));
        var unused = open.send(told, (metadata, problem) -> {
            if (problem != null) {
                LOG.warn("what {} has learnt could not be kept: {}", learned.key(), problem.toString());
            }
        });
    }

    @Override
    public void close() {
        while (!missing && loaded && !unsaved.isEmpty()) {
            save(unsaved.remove());
        }
        if (producer != null) {
            producer.close(ANSWER);
        }
    }
}
