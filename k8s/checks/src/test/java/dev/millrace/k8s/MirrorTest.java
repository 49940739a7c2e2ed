package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * MirrorMaker itself, as Strimzi would run it with the configuration of components mirror-maker and mirror-edge, between two brokers
 * that enforce their users' rights: records come over once, with their partition, and nobody needs a right that is not there.
 */
class MirrorTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int RECORDS = 50;

    @TempDir
    Path folder;

    @Test
    void recordsComeOverOnceUnderTheirOwnNames() throws Exception {
        Documents centreSide = Kustomize.render("kind", "mirror-maker");
        try (SecuredBroker edge = SecuredBroker.start(Files.createDirectories(folder.resolve("edge")));
                SecuredBroker centre = SecuredBroker.start(Files.createDirectories(folder.resolve("centre")))) {
            edge.apply(Kustomize.render("kind", "kafka-external", "mirror-edge"));
            centre.apply(centreSide);
            var atEdge = new Operations(KafkaClients.of(edge.open(), Map.of()));
            for (int i = 0; i < RECORDS; i++) {
                atEdge.produce(Topics.SENSOR_READINGS);
            }
            atEdge.produce(Topics.DEAD_LETTERS);
            JsonNode spec =
                    centreSide.get("KafkaMirrorMaker2", "millrace-mirror").path("spec");
            Connect<? extends Herder> connect = new ConnectDistributed().startConnect(worker(spec, centre));
            try {
                mirror(connect.herder(), connector(spec, edge, centre));

                assertThat(read(centre, Topics.SENSOR_READINGS, RECORDS)).hasSize(RECORDS);
                atEdge.produce(Topics.SENSOR_READINGS);
                assertThat(read(centre, Topics.SENSOR_READINGS, RECORDS + 1)).hasSize(RECORDS + 1);
                assertThat(centre.topics())
                        .contains("millrace-mirror-configs", "millrace-mirror-offsets", "millrace-mirror-status")
                        .noneMatch(name -> name.startsWith("edge.") || name.startsWith("mm2-"));
            } finally {
                connect.stop();
                connect.awaitStop();
            }
        }
    }

    private static void mirror(Herder herder, Map<String, String> config) throws Exception {
        var made = new CompletableFuture<Object>();
        Awaitility.await().atMost(LONG).until(herder::isReady);
        herder.putConnectorConfig(config.get("name"), config, false, (error, result) -> {
            if (error == null) {
                made.complete(result);
            } else {
                made.completeExceptionally(error);
            }
        });
        made.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** Offsets of a topic's committed records, when as many are there as were sent, and whatever more comes with them. */
    private static List<Long> read(SecuredBroker centre, String topic, int sent) {
        var offsets = new ArrayList<Long>();
        try (var consumer = KafkaClients.of(centre.open(), Map.of())
                .groupConsumer("test-" + UUID.randomUUID(), Map.of("isolation.level", "read_committed"))) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(LONG).until(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> offsets.add(record.offset()));
                return offsets.size() >= sent;
            });
            consumer.poll(Duration.ofSeconds(1)).forEach(record -> offsets.add(record.offset()));
        }
        return offsets;
    }

    private Map<String, String> worker(JsonNode spec, SecuredBroker centre) {
        var worker = new HashMap<String, String>();
        texts(spec.at("/target/config"), worker);
        worker.put("group.id", spec.at("/target/groupId").asText());
        worker.put("config.storage.topic", spec.at("/target/configStorageTopic").asText());
        worker.put("offset.storage.topic", spec.at("/target/offsetStorageTopic").asText());
        worker.put("status.storage.topic", spec.at("/target/statusStorageTopic").asText());
        worker.put("listeners", "http://127.0.0.1:0");
        worker.put("plugin.discovery", "service_load");
        for (String prefix : List.of("", "producer.", "consumer.", "admin.")) {
            login(centre, spec.at("/target/authentication/username").asText())
                    .forEach((key, value) -> worker.put(prefix + key, value));
        }
        return worker;
    }

    private Map<String, String> connector(JsonNode spec, SecuredBroker edge, SecuredBroker centre) {
        JsonNode mirror = spec.at("/mirrors/0");
        var connector = new HashMap<String, String>();
        texts(mirror.at("/sourceConnector/config"), connector);
        connector.put("name", "edge->centre.MirrorSourceConnector");
        connector.put("connector.class", MirrorSourceConnector.class.getName());
        connector.put("tasks.max", mirror.at("/sourceConnector/tasksMax").asText());
        connector.put("topics", mirror.path("topicsPattern").asText());
        connector.put("source.cluster.alias", mirror.at("/source/alias").asText());
        connector.put("target.cluster.alias", spec.at("/target/alias").asText());
        login(edge, mirror.at("/source/authentication/username").asText())
                .forEach((key, value) -> connector.put("source.cluster." + key, value));
        login(centre, spec.at("/target/authentication/username").asText())
                .forEach((key, value) -> connector.put("target.cluster." + key, value));
        return connector;
    }

    /** How Strimzi's users log in, without TLS here. */
    private static Map<String, String> login(SecuredBroker broker, String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                        + "\" password=\"secret of " + user + "\";");
    }

    private static void texts(JsonNode object, Map<String, String> into) {
        object.properties()
                .forEach(entry -> into.put(entry.getKey(), entry.getValue().asText()));
    }
}
