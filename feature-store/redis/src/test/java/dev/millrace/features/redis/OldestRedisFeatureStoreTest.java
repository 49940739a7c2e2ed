package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.FreePorts;
import dev.millrace.embedded.RedisBinary;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreContractTest;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.core.ExecutableProvider;

/** The contract, on the oldest Redis that is supported: the 6.2 binary inside embedded-redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldestRedisFeatureStoreTest extends FeatureStoreContractTest {
    private final AtomicInteger projects = new AtomicInteger();
    private Process process;
    private String uri;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path executable =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        int port = FreePorts.next();
        process = new ProcessBuilder(RedisBinary.command(executable, folder, port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        uri = "redis://127.0.0.1:" + port;
        try (RedisFeatureStore store = RedisFeatureStore.connect(uri, "start")) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(store::reachable);
        }
    }

    @AfterAll
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Test
    void serverIsTheOldestThatIsSupported() {
        RedisClient client = RedisClient.create(uri);
        try (var connection = client.connect()) {
            assertThat(connection.sync().info("server")).contains("redis_version:6.2.");
        } finally {
            client.shutdown();
        }
    }

    @Override
    protected FeatureStore open() {
        return RedisFeatureStore.connect(uri, "project-" + projects.incrementAndGet() + "-test");
    }
}
