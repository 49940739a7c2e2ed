package dev.millrace.inference.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A broker with the platform's topics, and what stands around a worker. */
final class TestPlatform implements AutoCloseable {
    static final String SENSORS = "sensor-anomaly";
    static final String RECOMMENDER = "recommender";
    private static final int WORKER_MB = 192;

    final KafkaClients kafka;
    final ModelRegistry registry;
    final Producer<byte[], byte[]> producer;
    private final Path folder;
    private final BrokerOptions options;
    private EmbeddedBroker broker;
    private long sourceOffset;

    private TestPlatform(Path folder, BrokerOptions options, EmbeddedBroker broker) {
        this.folder = folder;
        this.options = options;
        this.broker = broker;
        this.kafka = KafkaClients.of(broker.bootstrap(), Map.of());
        this.registry = new ModelRegistry(
                kafka, new FileArtifactStore(folder.resolve("models")), ModelCheck.none(), Clocks.wall());
        this.producer = kafka.producer(Map.of());
    }

    static TestPlatform start(Path folder) throws Exception {
        BrokerOptions options = BrokerOptions.inFolder(folder.resolve("kafka"));
        EmbeddedBroker broker = EmbeddedBroker.start(options);
        broker.createTopics(Topics.all(List.of(SENSORS, RECOMMENDER)));
        return new TestPlatform(folder, options, broker);
    }

    void create(List<Topics.Spec> topics) throws Exception {
        broker.createTopics(topics);
    }

    ServiceProcess worker(String model, Map<String, String> settings) throws Exception {
        return worker("worker-" + model, model, settings);
    }

    /** One of several workers on sensors; started again under its name it is the same member with the same log. */
    ServiceProcess sensorWorker(String instance, Guarantee guarantee) throws Exception {
        return worker("worker-" + instance, SENSORS, Map.of("instance.id", instance, "guarantee", guarantee.label()));
    }

    /** As {@link #sensorWorker}, known to its group by its name. */
    ServiceProcess staticWorker(String instance) throws Exception {
        return worker("worker-" + instance, SENSORS, Map.of("instance.id", instance, "static.membership", "true"));
    }

    private ServiceProcess worker(String folderName, String model, Map<String, String> more) throws Exception {
        var settings = new HashMap<>(Map.of("kafka.bootstrap", broker.bootstrap(), "model.name", model));
        settings.putAll(more);
        return ServiceProcess.start(WorkerMain.class, "worker", folder.resolve(folderName), WORKER_MB, settings);
    }

    /**
     * Warnings and errors of a worker's log. Left out: a producer's first send after a commit meets the markers of that commit
     * being written and is repeated by the client, which says so (KAFKA-20000).
     */
    static List<String> complaints(ServiceProcess worker) throws IOException {
        return worker.log()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> !line.endsWith("Error: CONCURRENT_TRANSACTIONS"))
                .toList();
    }

    void stopBroker() {
        broker.close();
    }

    /** On the port and folder of the one that was stopped. */
    void startBroker() throws Exception {
        broker = EmbeddedBroker.start(options);
    }

    String publish(String model, byte[] onnx) throws Exception {
        return registry.publish(Publication.live(model), onnx).version();
    }

    /** As an entry whose file was changed after it was announced. */
    void announceWithWrongChecksum(String model, String version, byte[] onnx) throws Exception {
        Path file = Files.write(folder.resolve("changed.onnx"), onnx);
        var artifact = new ModelEntry.Artifact(file.toUri().toString(), "0".repeat(64), onnx.length);
        var entry = new ModelEntry(model, version, ModelEntry.Stage.LIVE, artifact, 1, Map.of(), null, 0);
        producer.send(new ProducerRecord<>(Topics.MODELS, entry.key().getBytes(UTF_8), ModelEntry.CODEC.encode(entry)))
                .get();
    }

    /** A window of one sensor; all its values are {@code value}. */
    static WindowRequest window(String sensor, long end, int samples, float value, String... channels) {
        float[] values = new float[samples * channels.length];
        java.util.Arrays.fill(values, value);
        return new WindowRequest(sensor, end - samples + 1, end, channels, values, Map.of("robustZ", 1.5));
    }

    static UserStateRequest user(String user, String requestId, int k, String[] history, String... seen) {
        return new UserStateRequest(requestId, user, k, requestId, 1_000, history, new long[history.length], seen);
    }

    void send(WindowRequest request) {
        send(Topics.inference(SENSORS), request.sensorId(), request.encode(SENSORS));
    }

    void send(UserStateRequest request) {
        send(Topics.inference(RECOMMENDER), request.userId(), request.encode(RECOMMENDER));
    }

    void send(String topic, String key, byte[] value) {
        var unused = producer.send(request(topic, key, value));
    }

    ProducerRecord<byte[], byte[]> request(String topic, String key, byte[] value) {
        var message = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
        var source = new SourceRef("origin", 0, sourceOffset++);
        RequestContext.of(source, System.currentTimeMillis(), null)
                .with(Timings.of(Map.of("window", 1.0)))
                .write(message.headers());
        return message;
    }

    ResultReader results(String topic) {
        return new ResultReader(kafka, topic);
    }

    /** What KEDA sees: end of the log minus committed, per partition of the model's requests. */
    Map<TopicPartition, Long> lag(String model) throws Exception {
        try (Admin admin = kafka.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("worker." + model)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var asked = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < 4; partition++) {
                asked.put(new TopicPartition(Topics.inference(model), partition), OffsetSpec.latest());
            }
            var lag = new HashMap<TopicPartition, Long>();
            admin.listOffsets(asked).all().get().forEach((partition, end) -> {
                OffsetAndMetadata offset = committed.get(partition);
                lag.put(partition, offset == null ? -1 : end.offset() - offset.offset());
            });
            return lag;
        }
    }

    void awaitNoLag(String model) {
        Await.until("lag 0", () -> lag(model).values().stream().allMatch(lag -> lag == 0));
    }

    /** As {@link #lag} of a share group: what the broker itself counts as not yet accepted. */
    Map<TopicPartition, Long> shareLag(String model) throws Exception {
        String group = "worker." + model;
        try (Admin admin = kafka.admin()) {
            var lag = new HashMap<TopicPartition, Long>();
            admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(group)
                    .get()
                    .forEach((partition, info) ->
                            lag.put(partition, info == null ? -1 : info.lag().orElse(-1L)));
            return lag;
        }
    }

    void awaitNoLag(Guarantee guarantee) {
        if (guarantee == Guarantee.SHARE) {
            Await.until("share lag 0", () -> {
                Map<TopicPartition, Long> lag = shareLag(SENSORS);
                return !lag.isEmpty() && lag.values().stream().allMatch(one -> one == 0);
            });
        } else {
            awaitNoLag(SENSORS);
        }
    }

    /** The scores as a consumer of committed records sees them. */
    Scores scores() {
        return new Scores(KafkaClients.of(options.bootstrap(), Map.of("isolation.level", "read_committed")));
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
