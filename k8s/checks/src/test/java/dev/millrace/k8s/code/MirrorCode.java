package dev.millrace.k8s.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.source.ExactlyOnceSupport;

/** What Kafka Connect and MirrorMaker understand, asked of them. */
public final class MirrorCode {
    private static final String CONSUMER = "consumer.";
    private static final String PRODUCER = "producer.override.";

    /** What Strimzi gives a worker and a connector beside their configuration. */
    private static final Map<String, String> WORKER = Map.of(
            "bootstrap.servers", "centre:9093",
            "group.id", "g",
            "config.storage.topic", "c",
            "offset.storage.topic", "o",
            "status.storage.topic", "s");

    private static final Map<String, String> CONNECTOR = Map.of(
            "name", "edge->centre",
            "connector.class", MirrorSourceConnector.class.getName(),
            "source.cluster.alias", "edge",
            "target.cluster.alias", "centre",
            "source.cluster.bootstrap.servers", "edge:9095",
            "target.cluster.bootstrap.servers", "centre:9093");

    private MirrorCode() {}

    /** Of the configuration of a worker. */
    public static List<String> workerProblems(Map<String, String> config) {
        var all = new HashMap<>(WORKER);
        all.putAll(config);
        try {
            var read = new DistributedConfig(all);
            return config.keySet().stream()
                    .filter(key -> !read.values().containsKey(key))
                    .map(key -> "Kafka Connect does not know " + key)
                    .toList();
        } catch (KafkaException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** Of the configuration of a source connector, that it cannot do exactly-once among them. */
    public static List<String> connectorProblems(Map<String, String> config) {
        var all = new HashMap<>(CONNECTOR);
        all.putAll(config);
        var connector = new MirrorSourceConnector();
        var problems = new ArrayList<String>();
        for (String key : config.keySet()) {
            boolean known = key.startsWith(CONSUMER)
                    ? ConsumerConfig.configNames().contains(key.substring(CONSUMER.length()))
                    : key.startsWith(PRODUCER)
                            ? ProducerConfig.configNames().contains(key.substring(PRODUCER.length()))
                            : connector.config().names().contains(key)
                                    || SourceConnectorConfig.configDef().names().contains(key);
            if (!known) {
                problems.add("MirrorMaker does not know " + key);
            }
        }
        connector.config().validate(all).stream()
                .flatMap(value -> value.errorMessages().stream())
                .forEach(problems::add);
        if (connector.exactlyOnceSupport(all) != ExactlyOnceSupport.SUPPORTED) {
            problems.add("MirrorMaker cannot do exactly-once with this");
        }
        return problems;
    }
}
