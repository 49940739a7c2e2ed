package dev.millrace.inference.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.ModelUnavailableException;
import dev.millrace.inference.api.SessionOptions;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OipTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void aServerIsTalkedToWhenItsCertificateIsTrusted() throws Exception {
        try (var server = new InferenceServer(credentials())) {
            Path ca = folder.resolve("ca.pem");
            keytool("-exportcert", "-rfc", "-file", ca.toString());
            try (var session = open(server, ",\"timeoutMillis\":10000,\"tls\":true,\"ca\":\"" + ca + "\"")) {
                assertThat(session.inputs()).hasSize(2);
            }
            assertThatThrownBy(() -> open(server, ",\"timeoutMillis\":10000,\"tls\":true"))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("UNAVAILABLE");
            assertThatThrownBy(() -> open(server, ",\"tls\":true,\"ca\":\"/none.pem\""))
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessageContaining("oip.ca: '/none.pem'");
        }
    }

    private static InferenceSession open(InferenceServer server, String more) throws ModelLoadException {
        return new OipSessionFactory().open(server.descriptor("anomaly", more), SessionOptions.defaults());
    }

    private ServerCredentials credentials() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:127.0.0.1", "-validity", "1");
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return TlsServerCredentials.newBuilder()
                .keyManager(keys.getKeyManagers())
                .build();
    }

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("keys").toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-alias", "server"));
        Path output = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
