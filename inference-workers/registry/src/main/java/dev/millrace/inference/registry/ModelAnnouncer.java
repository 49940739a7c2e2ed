package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the {@code models} topic for loops: a worker that refuses or serves a version, a gate that decides. A call returns at
 * once; the record is written in the order of the calls by a thread and a producer of its own, made when the first one comes, and
 * retried while the broker is away. What cannot be written in the end is logged. Thread-safe.
 */
public final class ModelAnnouncer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnnouncer.class);
    private static final Duration LAST_RECORDS = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(ModelAnnouncer::daemon);

    /** Confined to the writer's thread. */
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    public ModelAnnouncer(KafkaClients clients) {
        this.clients = clients;
    }

    /** Announces an entry in its new stage. */
    public void stage(ModelEntry changed) {
        write(changed.key(), ModelEntry.CODEC.encode(changed));
    }

    /** Announces what happened to a version here. */
    public void event(ModelEvent event) {
        write(event.key(), ModelEvent.CODEC.encode(event));
    }

    private void write(String key, byte[] value) {
        try {
            writer.execute(() -> send(key, value));
        } catch (RejectedExecutionException e) {
            LOG.error("{} is not announced on {}: closed", key, Topics.MODELS);
        }
    }

    private void send(String key, byte[] value) {
        try {
            if (producer == null) {
                producer = clients.producer(Map.of());
            }
            var announcement = new ProducerRecord<>(Topics.MODELS, key.getBytes(StandardCharsets.UTF_8), value);
            var unused = producer.send(announcement, (metadata, failure) -> {
                if (failure != null) {
                    LOG.error("{} is not announced on {}: {}", key, Topics.MODELS, failure.toString());
                }
            });
        } catch (KafkaException e) {
            LOG.error("{} is not announced on {}: {}", key, Topics.MODELS, e.toString());
        }
    }

    /** Waits a few seconds for what is not written yet. */
    @Override
    public synchronized void close() {
        if (writer.isShutdown()) {
            return;
        }
        writer.execute(this::closeProducer);
        writer.shutdown();
        try {
            if (!writer.awaitTermination(2 * LAST_RECORDS.toSeconds(), TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(LAST_RECORDS);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "model-announcer");
        thread.setDaemon(true);
        return thread;
    }
}
