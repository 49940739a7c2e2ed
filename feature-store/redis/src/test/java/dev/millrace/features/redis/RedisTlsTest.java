package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.redis.RedisTls.Verify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisTlsTest {
    private Path folder;
    private PemFiles server;
    private PemFiles other;

    @BeforeAll
    void makeCertificates(@TempDir Path temp) throws Exception {
        folder = temp;
        server = PemFiles.make(temp, "server");
        other = PemFiles.make(temp, "other");
    }

    @Test
    void serverOfATrustedAuthorityIsUsed() throws Exception {
        try (EmbeddedRedis redis = start("no");
                var store = RedisFeatureStore.connect(options(redis, server.certificate(), Verify.FULL))) {
            store.write(ClusterFeatureStoreTest.batch(1));
            assertThat(ClusterFeatureStoreTest.read(store)).containsOnly(1.0);
        }
    }

    @Test
    void serverOfAnotherAuthorityIsRefusedAndTheReasonIsTold() throws Exception {
        try (EmbeddedRedis redis = start("no")) {
            refused(options(redis, other.certificate(), Verify.FULL), "certification path");
            refused(options(redis, null, Verify.FULL), "certification path");
            try (var careless = RedisFeatureStore.connect(options(redis, null, Verify.NONE))) {
                assertThat(careless.reachable()).isTrue();
            }
        }
    }

    @Test
    void hostNameIsCheckedUnlessTold() throws Exception {
        PemFiles elsewhere = PemFiles.make(folder, "elsewhere", "dns:redis.example.com");
        try (EmbeddedRedis redis = start("no", elsewhere)) {
            refused(options(redis, elsewhere.certificate(), Verify.FULL), "127.0.0.1");
            try (var store = RedisFeatureStore.connect(options(redis, elsewhere.certificate(), Verify.CA))) {
                assertThat(store.reachable()).isTrue();
            }
        }
    }

    @Test
    void clientShowsItsCertificateWhereTheServerAsks() throws Exception {
        try (EmbeddedRedis redis = start("yes")) {
            RedisStoreOptions without = options(redis, server.certificate(), Verify.FULL);
            try (var store = RedisFeatureStore.connect(without)) {
                assertThat(store.reachable()).isFalse();
            }
            var tls = new RedisTls(server.certificate(), other.certificate(), other.key(), Verify.FULL);
            try (var store = RedisFeatureStore.connect(without.withTls(tls))) {
                assertThat(store.reachable()).isTrue();
            }
        }
    }

    @Test
    void badFilesAreNamed() {
        Path missing = folder.resolve("missing.crt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisTls(missing, null, null, Verify.FULL))
                .withMessageContaining("ca: " + missing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisTls(null, server.certificate(), null, Verify.FULL))
                .withMessageContaining("certificate: ");
    }

    private static void refused(RedisStoreOptions options, String reason) {
        try (var store = RedisFeatureStore.connect(options)) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(ClusterFeatureStoreTest.batch(1)))
                    .withMessageContaining("cannot connect to Redis at 127.0.0.1")
                    .withMessageContaining(reason);
        }
    }

    private static RedisStoreOptions options(EmbeddedRedis redis, @Nullable Path ca, Verify verify) {
        return RedisStoreOptions.of("rediss://127.0.0.1:" + redis.port(), "p")
                .withTls(new RedisTls(ca, null, null, verify));
    }

    private EmbeddedRedis start(String askClients) throws IOException {
        return start(askClients, server);
    }

    private EmbeddedRedis start(String askClients, PemFiles own) throws IOException {
        int port = FreePorts.next();
        try {
            return EmbeddedRedis.start(
                    folder.resolve("redis-" + port),
                    port,
                    new ArrayList<>(List.of(
                            "--port", "0",
                            "--tls-port", Integer.toString(port),
                            "--tls-cert-file", own.certificate().toString(),
                            "--tls-key-file", own.key().toString(),
                            "--tls-ca-cert-file", other.certificate().toString(),
                            "--tls-auth-clients", askClients)));
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("tls")) {
                abort("the redis-server of this machine is built without TLS");
            }
            throw e;
        }
    }
}
