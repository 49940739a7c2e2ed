package dev.millrace.k8s;

import dev.millrace.features.serving.TestKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/2 over TLS that reads no further than to know whether it was let in. */
record TlsClient(TestKeys trusted, @Nullable TestKeys own) {
    /** Servers of HTTP/2 begin with a frame of settings, whose length takes three bytes. */
    static final int FRAME = 0;

    private static final int TIMEOUT = 10_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final char[] PASSWORD = "changeit".toCharArray();

    static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the server says first; {@link IOException} where one of the two does not trust the other. */
    int firstByte(int port) throws IOException, GeneralSecurityException {
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), port);
                var socket = (SSLSocket) context().getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
            socket.setSoTimeout(TIMEOUT);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return first(socket);
        }
    }

    /** The same without TLS; -1 where the server hangs up. */
    static int firstByteInPlain(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT);
            return first(socket);
        } catch (SocketException e) {
            return -1; // hung up before all of it was read
        }
    }

    private static int first(Socket socket) throws IOException {
        socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket.getInputStream().read();
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustStore());
        if (own == null) {
            context.init(null, trust.getTrustManagers(), null);
        } else {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(own), PASSWORD);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        }
        return context;
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(trusted.certificate())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        return store;
    }

    private static KeyStore keyStore(TestKeys keys) throws GeneralSecurityException, IOException {
        Path file = keys.certificate()
                .resolveSibling(keys.certificate().getFileName().toString().replace(".pem", ".p12"));
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }
}
