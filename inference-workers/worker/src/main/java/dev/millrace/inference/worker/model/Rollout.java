package dev.millrace.inference.worker.model;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.Topics;
import dev.millrace.inference.registry.Lineup;
import dev.millrace.inference.registry.ModelAnnouncer;
import dev.millrace.inference.rollout.Gatekeeper;
import dev.millrace.inference.rollout.Verdict;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what this worker saw of a challenger, and judges it by what all workers saw: every worker folds the same log by the
 * same rule, so all come to the same verdict and it does not matter which of them announces it first.
 *
 * <p>Reads and writes only while there is a challenger. Confined to the loader's thread.
 */
public final class Rollout<Q> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

    private final String model;
    private final Comparisons<Q> comparisons;
    private final ModelAnnouncer announcer;
    private final KafkaClients kafka;
    private Gatekeeper gatekeeper = new Gatekeeper();
    private @Nullable ModelEntry challenger;
    private @Nullable TopicReader log;
    private @Nullable Producer<byte[], byte[]> producer;

    public Rollout(String model, Comparisons<Q> comparisons, ModelAnnouncer announcer, KafkaClients kafka) {
        this.model = model;
        this.comparisons = comparisons;
        this.announcer = announcer;
        this.kafka = kafka;
    }

    /** What the registry says now. */
    public void onLineup(Lineup lineup) {
        ModelEntry wanted = lineup.canary() != null ? lineup.canary() : lineup.shadow();
        if (!Objects.equals(wanted, challenger)) {
            closeLog();
            gatekeeper = new Gatekeeper();
            if (wanted != null) {
                gatekeeper.candidate(wanted);
            }
            challenger = wanted;
        }
    }

    void doWork() {
        comparisons.forEachDrained(this::publish);
        if (challenger != null && challenger.gate() != null) {
            if (log == null) {
                log = new TopicReader(kafka, Topics.MODEL_COMPARISONS, this::judge);
            }
            log.doWork();
        }
    }

    private void publish(ModelComparison comparison) {
        if (producer == null) {
            producer = kafka.producer(Map.of());
        }
        var message = new ProducerRecord<>(
                Topics.MODEL_COMPARISONS,
                model.getBytes(StandardCharsets.UTF_8),
                ModelComparison.CODEC.encode(comparison));
        var unused = producer.send(message, (metadata, failure) -> {
            if (failure != null) {
                LOG.warn("a comparison of model {} is lost: {}", model, failure.toString());
            }
        });
    }

    private void judge(ConsumerRecord<byte[], byte[]> found) {
        byte @Nullable [] key = found.key();
        if (key == null || found.value() == null || !new String(key, StandardCharsets.UTF_8).equals(model)) {
            return;
        }
        try {
            gatekeeper.take(ModelComparison.CODEC.decode(found.value())).ifPresent(this::announce);
        } catch (InvalidRecordException e) {
            LOG.warn("skipped an invalid comparison at offset {}: {}", found.offset(), e.reason());
        }
    }

    private void announce(Verdict verdict) {
        if (!verdict.entry().equals(challenger)) {
            return; // a person was faster
        }
        LOG.info("model {}: {}", verdict.entry().key(), verdict.reason());
        announcer.stage(verdict.outcome());
    }

    private void closeLog() {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    @Override
    public void close() {
        closeLog();
        if (producer != null) {
            producer.close();
        }
    }
}
