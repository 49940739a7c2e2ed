package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and lists model versions. Opens its Kafka clients per call: this is for command lines and training jobs, not for
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
            send(entry);
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
                // Traffic shares and canaries come with a later stage model; a version takes all of its stage's
                // traffic.
                return new ModelEntry(
                        publication.name(),
                        version,
                        publication.stage(),
                        artifact,
                        publication.stage() == ModelEntry.Stage.LIVE ? 1 : 0,
                        publication.metrics(),
                        publication.description(),
                        clock.millis());
            } catch (FileAlreadyExistsException e) {
                // Another publisher took it, or one died before it announced it: the next number is as good.
            }
        }
    }

    private void send(ModelEntry entry) throws RegistryException {
        var announcement = new ProducerRecord<>(
                Topics.MODELS, entry.key().getBytes(StandardCharsets.UTF_8), ModelEntry.CODEC.encode(entry));
        try (var producer = clients.producer(IMPATIENT)) {
            producer.send(announcement).get();
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RegistryException(
                    "the topic " + Topics.MODELS + " did not take " + entry.key() + ": " + cause, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while announcing " + entry.key(), e);
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
