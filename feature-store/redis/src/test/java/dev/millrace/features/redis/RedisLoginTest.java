package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Users of Redis's access control list that may do no more than the store needs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisLoginTest {
    private static final String SECRET = "s3cret-9f2";

    /** Keys end in the project. EXPIRE is only needed with a key TTL, EVAL where Redis does not know the script yet. */
    static final String WRITER = "+hmget +evalsha +eval +hget +hset +expire";

    private static final String READER = "+hmget";

    private EmbeddedRedis redis;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        List<String> options = new ArrayList<>(List.of("--user", "default", "off"));
        options.addAll(user("writer", WRITER));
        options.addAll(user("reader", READER));
        redis = EmbeddedRedis.start(folder, FreePorts.next(), options);
    }

    private static List<String> user(String name, String commands) {
        List<String> rule = new ArrayList<>(List.of("--user", name, "on", ">" + SECRET, "~*shop", "resetchannels"));
        rule.addAll(List.of(commands.split(" ", -1)));
        return rule;
    }

    @AfterAll
    void stop() throws InterruptedException {
        redis.close();
    }

    @Test
    void leastRightsAreEnough() {
        var withTtl = new RedisStoreOptions(redis.uri(), "shop", Duration.ofSeconds(2), Duration.ofHours(1));
        try (var writer = RedisFeatureStore.connect(withTtl.withLogin(RedisLogin.of("writer", SECRET)));
                var reader = store("shop", RedisLogin.of("reader", SECRET))) {
            writer.write(ClusterFeatureStoreTest.batch(1));
            assertThat(writer.reachable()).isTrue();
            assertThat(reader.reachable()).isTrue();
            assertThat(ClusterFeatureStoreTest.read(reader)).containsOnly(1.0);
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> reader.write(ClusterFeatureStoreTest.batch(2)))
                    .withMessageContaining("NOPERM");
        }
    }

    @Test
    void otherProjectsAreOutOfReach() {
        try (var store = store("other", RedisLogin.of("writer", SECRET))) {
            assertThat(store.reachable()).isFalse();
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(ClusterFeatureStoreTest.batch(1)))
                    .withMessageContaining("NOPERM");
        }
    }

    @Test
    void wrongPasswordIsToldAndNotRepeated() {
        try (var store = store("shop", RedisLogin.of("writer", "wr0ng-77"))) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(ClusterFeatureStoreTest.batch(1)))
                    .withMessageContaining("127.0.0.1:" + redis.port())
                    .withMessageContaining("WRONGPASS")
                    .satisfies(e -> assertThat(stack(e)).doesNotContain("wr0ng-77"));
        }
        String address = "redis://writer:wr0ng-77@127.0.0.1:" + redis.port();
        try (var store = RedisFeatureStore.connect(address, "shop")) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(ClusterFeatureStoreTest.batch(1)))
                    .satisfies(e -> assertThat(stack(e)).doesNotContain("wr0ng-77"));
        }
    }

    @Test
    void nobodyIsRefused() {
        try (var store = RedisFeatureStore.connect(redis.uri(), "shop")) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(ClusterFeatureStoreTest.batch(1)))
                    .withMessageContaining("NOAUTH");
        }
    }

    @Test
    void passwordInAFileMayChange(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        try (var store = store("shop", new RedisLogin("writer", null, file))) {
            assertThat(store.reachable()).isFalse();
            Files.writeString(file, SECRET + "\n");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(store::reachable);
        }
        try (var store = store("shop", new RedisLogin("writer", null, file))) {
            Files.delete(file);
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(ClusterFeatureStoreTest.batch(3)))
                    .withMessageContaining("password file " + file);
            Files.writeString(file, SECRET);
            assertThat(store.reachable()).isTrue();
        }
    }

    @Test
    void textsHoldNoPassword() {
        RedisLogin login = RedisLogin.of("ann", SECRET);
        var options =
                RedisStoreOptions.of("redis://bob:" + SECRET + "@h:1", "p").withLogin(login);
        assertThat(login.toString()).contains("ann").doesNotContain(SECRET);
        assertThat(options.toString()).contains("h:1").doesNotContain(SECRET);
    }

    @Test
    void badLoginsAreNamed(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisLogin("ann", null, missing))
                .withMessageContaining("passwordFile: " + missing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisLogin("ann", null, null))
                .withMessageContaining("no password");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisLogin("ann", SECRET, missing))
                .withMessageContaining("two passwords");
    }

    private RedisFeatureStore store(String project, RedisLogin login) {
        return RedisFeatureStore.connect(
                RedisStoreOptions.of(redis.uri(), project).withLogin(login));
    }

    private static String stack(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
