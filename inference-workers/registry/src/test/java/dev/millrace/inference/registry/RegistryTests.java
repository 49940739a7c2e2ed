package dev.millrace.inference.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.servicekit.KafkaClients;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A registry on a real broker, which all tests of a class share: each uses a model name of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RegistryTests {
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    static final byte[] MODEL = "a model".getBytes(UTF_8);

    EmbeddedBroker broker;
    KafkaClients clients;
    /** Of the test at work. */
    Path models;

    ModelRegistry registry;

    @BeforeAll
    void startBroker(@TempDir Path folder) throws Exception {
        broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder));
        broker.createTopics(Topics.all(List.of()));
        clients = KafkaClients.of(broker.bootstrap(), Map.of());
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void openRegistry(@TempDir Path folder) {
        models = folder;
        registry = new ModelRegistry(clients, new FileArtifactStore(models), ModelCheck.none(), CLOCK);
    }
}
