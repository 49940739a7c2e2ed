package dev.millrace.scaler.server;

import dev.millrace.servicekit.SettingException;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the server proves itself with to KEDA, which trusts it by {@code caCert} of the trigger's metadata or authentication.
 *
 * @param certificate PEM, the server's own first
 * @param key PEM, PKCS 8, not encrypted
 * @param clientCa PEM; clients must show a certificate signed by one of these; null: they need none
 */
record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {
    TlsFiles {
        requireFile("scaler.tls.cert", certificate);
        requireFile("scaler.tls.key", key);
        if (clientCa != null) {
            requireFile("scaler.tls.client-ca", clientCa);
        }
    }

    private static void requireFile(String key, Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingException(key, "'" + file + "' cannot be read");
        }
    }

    /** Reads the files once: a new certificate needs a restart. */
    ServerCredentials credentials() throws IOException {
        var credentials = TlsServerCredentials.newBuilder().keyManager(certificate.toFile(), key.toFile());
        if (clientCa != null) {
            credentials.trustManager(clientCa.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return credentials.build();
    }
}
