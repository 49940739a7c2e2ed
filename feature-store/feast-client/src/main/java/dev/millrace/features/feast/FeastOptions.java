package dev.millrace.features.feast;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which Feast server, and how it is used.
 *
 * @param timeout longest wait for the answer to one call, connecting included
 * @param tls whether to encrypt and to check who the server is
 * @param ca PEM of the certificates that the server's may be signed by; null: those of the JVM
 */
public record FeastOptions(String host, int port, Duration timeout, boolean tls, @Nullable Path ca) {
    /** Where Feast's servers listen. */
    public static final int DEFAULT_PORT = 6566;

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public FeastOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: '" + host + "' is blank");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is not from 1 to 65535");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + " is not positive");
        }
        if (ca != null && !tls) {
            throw new IllegalArgumentException("ca: '" + ca + "' is given, yet tls is off");
        }
        if (ca != null && !Files.isReadable(ca)) {
            throw new IllegalArgumentException("ca: '" + ca + "' cannot be read");
        }
    }

    /** Plaintext. */
    public static FeastOptions of(String host, int port) {
        return new FeastOptions(host, port, DEFAULT_TIMEOUT, false, null);
    }
}
