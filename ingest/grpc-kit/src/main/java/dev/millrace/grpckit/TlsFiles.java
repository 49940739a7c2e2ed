package dev.millrace.grpckit;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the server proves itself with.
 *
 * @param certificate PEM, the server's own first
 * @param key PEM, PKCS 8, not encrypted
 * @param clientCa PEM; clients must show a certificate signed by one of these; null: they need none
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {
    /**
     * Of the settings {@code <prefix>.cert}, {@code .key} and {@code .client-ca}; null where none of them is given. Throws {@link
     * SettingException} that names the key.
     */
    public static @Nullable TlsFiles from(Settings settings, String prefix) {
        String certificate = prefix + ".cert";
        String key = prefix + ".key";
        String clientCa = prefix + ".client-ca";
        if (settings.find(certificate) == null && settings.find(key) == null && settings.find(clientCa) == null) {
            return null;
        }
        var files = new TlsFiles(
                settings.path(certificate),
                settings.path(key),
                settings.find(clientCa) == null ? null : settings.path(clientCa));
        requireFile(certificate, files.certificate);
        requireFile(key, files.key);
        if (files.clientCa != null) {
            requireFile(clientCa, files.clientCa);
        }
        return files;
    }

    private static void requireFile(String key, Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingException(key, "'" + file + "' cannot be read");
        }
    }

    /** Reads the files once: a new certificate needs a restart. */
    public ServerCredentials credentials() throws IOException {
        var credentials = TlsServerCredentials.newBuilder().keyManager(certificate.toFile(), key.toFile());
        if (clientCa != null) {
            credentials.trustManager(clientCa.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return credentials.build();
    }
}
