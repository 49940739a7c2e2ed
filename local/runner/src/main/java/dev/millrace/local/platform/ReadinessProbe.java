package dev.millrace.local.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a process whether it is ready; any trouble in asking is a no. */
public interface ReadinessProbe {
    boolean ready();

    /** Called before each start: what an earlier life left behind must not answer for the new one. */
    default void reset() {}

    /** Ready when the port takes a connection. */
    static ReadinessProbe tcp(int port) {
        return () -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready when {@code /health/ready} answers 200 on the port that the process wrote into {@code portFile}. */
    static ReadinessProbe http(Path portFile) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        return new ReadinessProbe() {
            @Override
            public boolean ready() {
                try {
                    if (!Files.exists(portFile)) {
                        return false;
                    }
                    URI uri = URI.create(
                            "http://127.0.0.1:" + Files.readString(portFile).trim() + "/health/ready");
                    HttpRequest request = HttpRequest.newBuilder(uri)
                            .timeout(Duration.ofSeconds(2))
                            .build();
                    return client.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
                } catch (IOException e) {
                    return false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }

            @Override
            public void reset() {
                try {
                    Files.deleteIfExists(portFile);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
    }
}
