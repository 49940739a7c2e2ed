package dev.millrace.inference.oip;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is and how to talk to it.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls whether the connection is encrypted and the server's certificate checked
 * @param ca file of PEM certificates that vouch for the server; null for those that Java trusts
 */
record OipEndpoint(String host, int port, boolean tls, @Nullable String ca) {
    /**
     * Reads {@code host:port}.
     *
     * @param tls null: encrypted unless the host is this machine
     * @throws IllegalArgumentException naming what is wrong
     */
    static OipEndpoint parse(String endpoint, @Nullable Boolean tls, @Nullable String ca) {
        URI uri;
        try {
            uri = new URI("oip://" + endpoint);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("oip.endpoint: '" + endpoint + "' is not host:port", e);
        }
        if (uri.getHost() == null
                || uri.getPort() < 1
                || uri.getPort() > 65_535
                || !uri.getPath().isEmpty()) {
            throw new IllegalArgumentException("oip.endpoint: '" + endpoint + "' is not host:port");
        }
        boolean encrypted = tls == null ? !loopback(uri.getHost()) : tls;
        if (ca != null && !encrypted) {
            throw new IllegalArgumentException("oip.ca: '" + ca + "' is given, but the connection is plaintext");
        }
        return new OipEndpoint(uri.getHost(), uri.getPort(), encrypted, ca);
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    ChannelCredentials credentials() throws IOException {
        if (!tls) {
            return InsecureChannelCredentials.create();
        }
        var builder = TlsChannelCredentials.newBuilder();
        if (ca != null) {
            builder.trustManager(new File(ca));
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
