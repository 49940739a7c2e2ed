package dev.millrace.microbench;

import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerMain;
import dev.millrace.embedded.FreePorts;
import dev.millrace.inference.registry.FileArtifactStore;
import dev.millrace.inference.registry.ModelCheck;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.Publication;
import dev.millrace.inference.worker.WorkerMain;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stage (c): a broker and a worker as processes of their own. Requests are put into {@code inference.mlp} first, then the worker
 * starts and empties the topic; measured is how fast answers appear in {@code predictions.mlp} and what processor time that
 * costs. Afterwards every answer is read: each request must have one.
 *
 * <p>Arguments: workload, number of requests, {@code batch.max}; all optional.
 */
public final class StagedBench {
    private static final String MODEL = "mlp";
    private static final int DISTINCT = 512;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final Workload workload;
    private final int requests;
    private final int batchMax;

    private StagedBench(Path folder, Workload workload, int requests, int batchMax) {
        this.folder = folder;
        this.workload = workload;
        this.requests = requests;
        this.batchMax = batchMax;
    }

    public static void main(String[] args) throws Exception {
        Workload workload = args.length > 0 ? Workload.valueOf(args[0]) : Workload.PROTOBUF_784;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
        int batchMax = args.length > 2 ? Integer.parseInt(args[2]) : 128;
        Path folder = Files.createTempDirectory("millrace-bench");
        try {
            System.out.println(workload + ", " + requests + " requests, batch.max " + batchMax);
            List<Sample> samples = new StagedBench(folder, workload, requests, batchMax).run();
            System.out.println("whole:  " + Drain.whole(samples));
            System.out.println("steady: " + Drain.steady(samples));
        } finally {
            Trees.delete(folder);
        }
    }

    private List<Sample> run() throws Exception {
        int port = FreePorts.next();
        var brokerSettings = Map.of(
                "kafka.port", Integer.toString(port), "kafka.controller-port", Integer.toString(FreePorts.next()));
        var kafka = KafkaClients.of("127.0.0.1:" + port, Map.of());
        try (Child broker = Child.start("broker", BrokerMain.class, folder, brokerSettings, List.of("-Xmx512m"))) {
            broker.awaitReady();
            createTopics(kafka);
            new ModelRegistry(kafka, new FileArtifactStore(folder.resolve("models")), ModelCheck.none(), Clocks.wall())
                    .publish(Publication.live(MODEL), workload.model());
            preload(kafka);
            var workerSettings = Map.of(
                    "kafka.bootstrap",
                    kafka.bootstrap(),
                    "model.name",
                    MODEL,
                    "model.head",
                    "tensor",
                    "batch.max",
                    Integer.toString(batchMax));
            List<Sample> samples;
            try (Child worker = Child.start("worker", WorkerMain.class, folder, workerSettings, List.of(System.getenv().getOrDefault("BENCH_WORKER_OPTIONS", "-Xmx512m").split(" ")))) {
                samples = watch(kafka, worker, broker);
            }
            new AnswerCheck(kafka, MODEL).requireOneEach(requests);
            return samples;
        }
    }

    private static void createTopics(KafkaClients kafka) throws Exception {
        var topics = new ArrayList<>(Topics.all(List.of()));
        topics.addAll(Topics.ofTensorModel(MODEL));
        try (var admin = kafka.admin()) {
            admin.createTopics(topics.stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private void preload(KafkaClients kafka) {
        byte[][] distinct = workload.requests(DISTINCT);
        Map<String, Object> bulk =
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        try (var producer = kafka.producer(bulk)) {
            int partitions = producer.partitionsFor(Topics.inference(MODEL)).size();
            for (int i = 0; i < requests; i++) {
                var message = new ProducerRecord<byte[], byte[]>(
                        Topics.inference(MODEL), i % partitions, null, distinct[i % DISTINCT]);
                RequestContext.of(AnswerCheck.source(i), Clocks.wall().millis(), null)
                        .write(message.headers());
                var unused = producer.send(message); // counted at the end: a lost one has no answer
            }
        }
    }

    private List<Sample> watch(KafkaClients kafka, Child worker, Child broker) throws Exception {
        var samples = new ArrayList<Sample>();
        var waiting = new Waiting(PATIENCE, POLL, "the worker has not answered " + requests + " requests");
        try (var ends = new TopicEnds(kafka)) {
            while (true) {
                worker.requireAlive();
                long results = ends.records(Topics.predictions(MODEL));
                samples.add(new Sample(Clocks.nanos().getAsLong(), results, worker.cpu(), broker.cpu()));
                if (results >= requests) {
                    return samples;
                }
                long refused = ends.records(Topics.DEAD_LETTERS);
                if (refused > 0) {
                    throw new IllegalStateException(refused + " requests became dead letters");
                }
                waiting.once();
            }
        }
    }
}
