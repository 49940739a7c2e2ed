package dev.millrace.features.redis;

import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How servers behind {@code rediss:} addresses are trusted, and how they may know this client. All files are PEM.
 *
 * @param ca certificates of the authorities that are trusted; null: those of the JVM
 * @param certificate this client's certificate, where the server asks for one; with {@code key}
 * @param key its private key, PKCS#8, not encrypted
 */
public record RedisTls(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key, Verify verify) {
    /** What of a server's certificate is checked. */
    public enum Verify {
        /** Its authority and the host name. */
        FULL(SslVerifyMode.FULL),
        /** Its authority. */
        CA(SslVerifyMode.CA),
        /** Nothing: anybody between may read and change everything. */
        NONE(SslVerifyMode.NONE);

        private final SslVerifyMode mode;

        Verify(SslVerifyMode mode) {
            this.mode = mode;
        }

        SslVerifyMode mode() {
            return mode;
        }

        /** Reads {@code full}, {@code ca} or {@code none}; {@link IllegalArgumentException} for anything else. */
        public static Verify parse(String text) {
            return Arrays.stream(values())
                    .filter(verify -> verify.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not full, ca or none"));
        }
    }

    /** The JVM's authorities, host names checked, no certificate of our own. */
    public static final RedisTls DEFAULT = new RedisTls(null, null, null, Verify.FULL);

    public RedisTls {
        requireReadable("ca", ca);
        requireReadable("certificate", certificate);
        requireReadable("key", key);
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "certificate: a client certificate needs its key, and a key its certificate");
        }
    }

    private static void requireReadable(String name, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new IllegalArgumentException(name + ": " + file + " cannot be read");
        }
    }

    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        if (ca != null) {
            options.trustManager(ca.toFile());
        }
        if (certificate != null && key != null) {
            options.keyManager(certificate.toFile(), key.toFile(), new char[0]);
        }
        return options.build();
    }
}
