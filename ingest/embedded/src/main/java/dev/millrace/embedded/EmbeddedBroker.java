package dev.millrace.embedded;

import dev.millrace.contracts.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker, KRaft, single node, in this JVM. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int ATTEMPTS = 600;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final BrokerOptions options;
    private final KafkaRaftServer server;

    private EmbeddedBroker(BrokerOptions options, KafkaRaftServer server) {
        this.options = options;
        this.server = server;
    }

    /** Formats the folder where it is new, starts the broker and returns when it takes requests. */
    public static EmbeddedBroker start(BrokerOptions options) throws IOException {
        return start(options, Map.of());
    }

    /** As above, with broker settings over the usual ones, such as further listeners. */
    public static EmbeddedBroker start(BrokerOptions options, Map<String, String> settings) throws IOException {
        Properties config = BrokerConfig.of(options);
        config.putAll(settings);
        Path log = options.folder().resolve("log");
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(options.folder(), config);
        }
        var server = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(options, server);
    }

    private static void format(Path folder, Properties config) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            config.store(out, null);
        }
        var said = new ByteArrayOutputStream();
        int status = StorageTool.execute(
                new String[] {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("cannot format the Kafka log folder " + folder + ": "
                    + said.toString(StandardCharsets.UTF_8).trim());
        }
    }

    public String bootstrap() {
        return options.bootstrap();
    }

    public void createTopics(List<Topics.Spec> topics) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(new HashMap<>(Map.of("bootstrap.servers", bootstrap())))) {
            admin.createTopics(topics.stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
            awaitLeaders(admin, topics);
        }
    }

    /** Only a leader tells offsets. A first send that meets none is repeated, and may then be out of its sequence for minutes. */
    private static void awaitLeaders(Admin admin, List<Topics.Spec> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topics.Spec topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        for (int attempt = 1; ; attempt++) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                // The broker may not have heard of a topic yet that the controller has just made.
                if (attempt == ATTEMPTS || !(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    public void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
