package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.embedded.EmbeddedRedis;
import dev.millrace.embedded.FreePorts;
import dev.millrace.features.serving.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.net.SSLUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What component tls sets, done: real certificates in the place of cert-manager's, the real Redis, processes in JVMs of their own. */
class TlsTest {
    @TempDir
    Path folder;

    private final Documents documents = Kustomize.render("kind", "tls");

    @Test
    void redisAndTheFeatureServerSpeakTlsAndNothingElse() throws Exception {
        TestKeys redisKeys = TestKeys.make(folder, "redis");
        TestKeys serverKeys = TestKeys.make(folder, "feature-server");
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        int redisPort = FreePorts.next();
        int port = FreePorts.next();
        try (EmbeddedRedis redis =
                        EmbeddedRedis.start(folder.resolve("redis"), redisPort, redisOptions(redisKeys, redisPort));
                RealProcess process = start(
                        "feature-server",
                        "dev.millrace.features.serving.FeatureServerMain",
                        Map.of(
                                "MILLRACE_REDIS_URI", "rediss://127.0.0.1:" + redis.port(),
                                "MILLRACE_REDIS_TLS_CA", redisKeys.certificate().toString(),
                                "MILLRACE_REDIS_PASSWORD_FILE", password.toString(),
                                "MILLRACE_SERVING_HOST", "127.0.0.1",
                                "MILLRACE_SERVING_PORT", Integer.toString(port),
                                "MILLRACE_SERVING_TLS_CERT",
                                        serverKeys.certificate().toString(),
                                "MILLRACE_SERVING_TLS_KEY", serverKeys.key().toString()))) {
            process.awaitReady(); // it has talked to Redis

            assertThat(new TlsClient(serverKeys, null).firstByte(port)).isNotNegative();
            assertThatThrownBy(() -> new TlsClient(redisKeys, null).firstByte(port))
                    .isInstanceOf(IOException.class);
            assertThat(TlsClient.firstByteInPlain(port)).isNotEqualTo(TlsClient.FRAME);
            assertThat(TlsClient.firstByteInPlain(redisPort)).isNotEqualTo('-').isNotEqualTo('+');
        }
    }

    @Test
    void theScalerAnswersKedaAndNobodyElse() throws Exception {
        TestKeys server = TestKeys.make(folder, "scaler");
        TestKeys keda = TestKeys.make(folder, "keda");
        int port = FreePorts.next();
        try (RealProcess process = start(
                "scaler",
                "dev.millrace.scaler.server.ScalerMain",
                Map.of(
                        "MILLRACE_KAFKA_BOOTSTRAP", "127.0.0.1:" + FreePorts.next(),
                        "MILLRACE_KAFKA_CLIENT_CONFIG", "",
                        "MILLRACE_SCALER_LISTEN", "127.0.0.1",
                        "MILLRACE_SCALER_PORT", Integer.toString(port),
                        "MILLRACE_SCALER_TLS_CERT", server.certificate().toString(),
                        "MILLRACE_SCALER_TLS_KEY", server.key().toString(),
                        "MILLRACE_SCALER_TLS_CLIENT_CA", keda.certificate().toString()))) {
            Awaitility.await()
                    .atMost(RealProcess.START)
                    .failFast("the scaler has ended", () -> !process.isAlive())
                    .until(() -> TlsClient.listens(port));

            assertThat(new TlsClient(server, keda).firstByte(port)).isNotNegative();
            assertThatThrownBy(() -> new TlsClient(server, null).firstByte(port))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new TlsClient(server, server).firstByte(port))
                    .isInstanceOf(IOException.class);
        }
    }

    /** Flink itself opens the keystores that cert-manager makes, by the password on both sides. */
    @Test
    void flinkOpensItsKeystores() throws Exception {
        TestKeys.make(folder, "keystore");
        Files.copy(folder.resolve("keystore.p12"), folder.resolve("truststore.p12"));
        assertThat(documents
                        .get("Certificate", "millrace-flink")
                        .at("/spec/keystores/pkcs12/password")
                        .asText())
                .as("that of TestKeys too")
                .isEqualTo("changeit");
        documents.kind("FlinkDeployment").forEach(flink -> {
            var configuration = new Configuration();
            flink.at("/spec/flinkConfiguration").properties().stream()
                    .filter(entry -> entry.getKey().startsWith("security."))
                    .forEach(entry -> configuration.setString(
                            entry.getKey(), entry.getValue().asText().replace("/etc/millrace/tls", folder.toString())));
            try {
                assertThat(SSLUtils.createInternalServerSSLEngineFactory(configuration))
                        .isNotNull();
                assertThat(SSLUtils.createInternalClientSSLEngineFactory(configuration))
                        .isNotNull();
            } catch (Exception e) {
                throw new AssertionError(Documents.title(flink), e);
            }
        });
    }

    /** The lines of both files as options, with this machine's paths; the later ones win, as in the file. */
    private List<String> redisOptions(TestKeys keys, int port) throws IOException {
        JsonNode files = documents
                .kind("ConfigMap")
                .map(map -> map.path("data"))
                .filter(data -> data.has("tls.conf"))
                .findFirst()
                .orElseThrow();
        Files.copy(keys.certificate(), folder.resolve("tls.crt"));
        Files.copy(keys.key(), folder.resolve("tls.key"));
        Files.copy(keys.certificate(), folder.resolve("ca.crt"));
        var options = new ArrayList<>(List.of("--requirepass", "s3cret"));
        Stream.of("redis.conf", "tls.conf")
                .flatMap(name -> files.path(name).asText().lines())
                .filter(line -> !line.matches("(#|include|dir ).*|"))
                .map(line ->
                        line.replace("/etc/millrace/tls", folder.toString()).replace("6379", Integer.toString(port)))
                .forEach(line -> {
                    int space = line.indexOf(' ');
                    options.add("--" + line.substring(0, space));
                    options.add(line.substring(space + 1).replace("\"", ""));
                });
        return options;
    }

    private RealProcess start(String name, String main, Map<String, String> here) throws IOException {
        Pod pod = documents
                .pods()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(pod.environment()).containsKeys(here.keySet().toArray(new String[0]));
        return RealProcess.start(pod, main, folder, new HashMap<>(here));
    }
}
