package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes, promotes, rolls back and lists model versions. Opens its Kafka clients per call: this is for command lines and training jobs, not for
 * loops ({@link ModelWatcher} is). Thread-safe.
 */
public final class ModelRegistry {
    /** A person waits for the answer: say soon that the broker is away. */
    private static final Map<String, Object> IMPATIENT = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000L,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);

    private final KafkaClients clients;
    private final ArtifactStore store;
    private final ModelCheck check;
    private final Clock clock;

    public ModelRegistry(KafkaClients clients, ArtifactStore store, ModelCheck check, Clock clock) {
        this.clients = clients;
        this.store = store;
        this.check = check;
        this.clock = clock;
    }

    /**
     * Checks the file, keeps a copy of it as the next version ({@code v1}, {@code v2}, ...) and announces that; returns when the
     * broker has the entry.
     *
     * @throws RegistryException where the model is refused, or the store or the broker does not take it
     */
    public ModelEntry publish(Publication publication, Path onnx) throws RegistryException {
        String name = publication.name();
        try {
            check.check(name, onnx);
        } catch (Exception e) {
            throw new RegistryException(onnx + " is not published as " + name + ": " + e.getMessage(), e);
        }
        int next = table().nextVersion(name);
        try {
            ModelEntry entry = keep(publication, onnx, next);
            send(List.of(entry));
            return entry;
        } catch (IOException e) {
            throw new RegistryException("cannot keep the model file " + onnx + ": " + e, e);
        }
    }

    /** {@link #publish(Publication, Path)} of a model that is in memory. */
    public ModelEntry publish(Publication publication, byte[] onnx) throws RegistryException {
        Path file = null;
        try {
            file = Files.createTempFile("millrace-" + publication.name(), ".onnx");
            Files.write(file, onnx);
            return publish(publication, file);
        } catch (IOException e) {
            throw new RegistryException("cannot write a temporary model file: " + e, e);
        } finally {
            deleteQuietly(file);
        }
    }

    private ModelEntry keep(Publication publication, Path onnx, int first) throws IOException {
        for (int number = first; ; number++) {
            String version = "v" + number;
            try {
                ModelEntry.Artifact artifact = store.store(publication.name(), version, onnx);
                long now = clock.millis();
                return new ModelEntry(
                        publication.name(),
                        version,
                        publication.stage(),
                        artifact,
                        publication.traffic(),
                        publication.metrics(),
                        publication.description(),
                        now,
                        publication.gate(),
                        null,
                        now);
            } catch (FileAlreadyExistsException e) {
                // Another publisher took it, or one died before it announced it: the next number is as good.
            }
        }
    }

    /**
     * Makes a version live, from whatever stage. The version that was live stays what this one falls back to. Promoting the
     * version that serves already changes nothing.
     *
     * @throws RegistryException where there is no such version, or the broker does not take the entry
     */
    public ModelEntry promote(String name, String version) throws RegistryException {
        ModelTable table = table();
        Optional<ModelEntry> change = StageChange.promote(table, name, version, clock.millis());
        send(change.stream().toList());
        return change.orElseGet(() -> table.live(name).get(0));
    }

    /**
     * Retires the live version of a model; the one that was live before it serves again, at once where workers still hold it.
     *
     * @return what was announced: the retired version, then the one that serves again
     * @throws RegistryException where there is none to go back to, or the broker does not take the entries
     */
    public List<ModelEntry> rollback(String name) throws RegistryException {
        List<ModelEntry> changes = StageChange.rollback(table(), name, clock.millis());
        send(changes);
        return changes;
    }

    /**
     * Retires a version: a candidate, shadow or canary, or a live one as {@link #rollback(String)} does.
     *
     * @return what was announced: the retired version and, where it served, the one that serves again
     * @throws RegistryException where there is no such version, it is retired already, none is left to serve, or the broker does
     *     not take the entries
     */
    public List<ModelEntry> rollback(String name, String version) throws RegistryException {
        List<ModelEntry> changes = StageChange.rollback(table(), name, version, clock.millis());
        send(changes);
        return changes;
    }

    /** One producer for all: its order is the order that readers see. */
    void send(List<ModelEntry> entries) throws RegistryException {
        if (entries.isEmpty()) {
            return;
        }
        String keys = entries.stream().map(ModelEntry::key).collect(Collectors.joining(", "));
        try (var producer = clients.producer(IMPATIENT)) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (ModelEntry entry : entries) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.MODELS, entry.key().getBytes(StandardCharsets.UTF_8), ModelEntry.CODEC.encode(entry))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RegistryException("the topic " + Topics.MODELS + " did not take " + keys + ": " + cause, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while announcing " + keys, e);
        }
    }

    /** The newest entry of every version of every model, oldest first. */
    public List<ModelEntry> list() throws RegistryException {
        return table().entries();
    }

    /** The version of {@code name} that serves now: its newest entry with stage live. */
    public Optional<ModelEntry> live(String name) throws RegistryException {
        return table().live(name).stream().findFirst();
    }

    /** The newest event of every version and worker, oldest first: who refused it and why, who serves it. */
    public List<ModelEvent> events() throws RegistryException {
        return table().events();
    }

    private ModelTable table() throws RegistryException {
        try (var reader = new ModelReader(clients)) {
            reader.readToEnd();
            return reader.table();
        } catch (KafkaException e) {
            throw new RegistryException("cannot read the topic " + Topics.MODELS + ": " + e.getMessage(), e);
        }
    }

    private static void deleteQuietly(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary file that stays is no reason to fail a publication.
        }
    }
}
