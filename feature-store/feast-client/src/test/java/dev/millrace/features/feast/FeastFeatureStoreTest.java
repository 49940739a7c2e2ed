package dev.millrace.features.feast;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreContractTest;
import dev.millrace.features.redis.RedisFeatureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract: written into Redis, read through Feast's client and our server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeastFeatureStoreTest extends FeatureStoreContractTest {
    private final AtomicInteger projects = new AtomicInteger();
    private EmbeddedRedis redis;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        redis = EmbeddedRedis.start(folder);
    }

    @AfterAll
    void stop() throws InterruptedException {
        redis.close();
    }

    @Override
    protected FeatureStore open() {
        return new ServedStore(
                RedisFeatureStore.connect(redis.uri(), "project-" + projects.incrementAndGet() + "-test"));
    }
}
