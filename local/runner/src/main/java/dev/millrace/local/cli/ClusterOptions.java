package dev.millrace.local.cli;

import dev.millrace.local.platform.RunningPlatform;
import dev.millrace.servicekit.KafkaClients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Kafka a command talks to: the one named, else the platform that runs on the data folder. */
final class ClusterOptions {
    private static final int ANSWER_MILLIS = 5_000;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka to talk to (default: MILLRACE_KAFKA_BOOTSTRAP, the platform that runs on --data-dir, 127.0.0.1:9092).")
    @Nullable
    String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description =
                    "Properties of the Kafka clients: TLS, SASL and what else the cluster wants (default: MILLRACE_KAFKA_CLIENT_CONFIG).")
    @Nullable
    Path clientConfig;

    @Mixin
    DataDirOption dataDir;

    /** Clients of a cluster that has answered; throws with advice where none does. */
    KafkaClients kafka() throws IOException, InterruptedException {
        Path properties = clientConfig == null
                ? given("MILLRACE_KAFKA_CLIENT_CONFIG").map(Path::of).orElse(null)
                : clientConfig;
        Map<String, Object> config = properties == null ? Map.of() : KafkaClients.readConfig(properties);
        KafkaClients kafka = KafkaClients.of(bootstrap(), config);
        try (Admin admin = kafka.admin()) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS))
                    .clusterId()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "no Kafka answers on " + kafka.bootstrap()
                            + ": start the platform with `millrace up`, or name a cluster with --bootstrap",
                    e);
        }
        return kafka;
    }

    private String bootstrap() throws IOException {
        if (bootstrap != null) {
            return bootstrap;
        }
        Optional<String> given = given("MILLRACE_KAFKA_BOOTSTRAP");
        if (given.isPresent()) {
            return given.get();
        }
        return RunningPlatform.find(dataDir.dataDir())
                .map(RunningPlatform::bootstrap)
                .orElse("127.0.0.1:9092");
    }

    /** As the processes are told, so that a pod with the command line in it finds its cluster. */
    private static Optional<String> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }
}
