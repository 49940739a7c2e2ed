package dev.millrace.streams.flink;

import dev.millrace.contracts.Topics;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The platform's broker in a JVM of its own, with all topics: its Kafka version is not the Flink connector's. */
final class Broker implements AutoCloseable {
    private final ChildJvm jvm;
    private final String bootstrap;

    private Broker(ChildJvm jvm, String bootstrap) {
        this.jvm = jvm;
        this.bootstrap = bootstrap;
    }

    static Broker start(Path folder) throws Exception {
        Path target = Path.of(System.getProperty("millrace.broker.target"));
        Path libraries = target.resolve("runtime.classpath");
        if (!Files.exists(libraries)) {
            throw new IllegalStateException("package module ingest/embedded first: there is no " + libraries);
        }
        String classPath = target.resolve("classes") + File.pathSeparator + Files.readString(libraries);
        int port;
        int controllerPort;
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            controllerPort = other.getLocalPort();
        }
        ChildJvm jvm = ChildJvm.start(
                "kafka",
                folder,
                List.of("-Xmx512m"),
                classPath,
                "dev.millrace.embedded.BrokerMain",
                Map.of(
                        "kafka.port",
                        Integer.toString(port),
                        "kafka.controller-port",
                        Integer.toString(controllerPort)));
        var broker = new Broker(jvm, "127.0.0.1:" + port);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap))) {
            admin.createTopics(Topics.all(List.of("sensor-anomaly")).stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
        return broker;
    }

    String bootstrap() {
        return bootstrap;
    }

    @Override
    public void close() throws InterruptedException {
        jvm.kill();
    }
}
