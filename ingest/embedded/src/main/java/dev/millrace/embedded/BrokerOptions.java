package dev.millrace.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where an embedded broker listens and keeps its log.
 *
 * @param folder its own folder; a second start on it continues where the first stopped
 * @param port client port on loopback
 * @param controllerPort port of the KRaft controller on loopback
 */
public record BrokerOptions(Path folder, int port, int controllerPort) {
    public BrokerOptions {
        requirePort("port", port);
        requirePort("controllerPort", controllerPort);
    }

    private static void requirePort(String key, int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(key + ": " + port + " is not a port from 1 to 65535");
        }
    }

    /** Free ports, everything below {@code folder}. */
    public static BrokerOptions inFolder(Path folder) throws IOException {
        return new BrokerOptions(folder, FreePorts.next(), FreePorts.next());
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }
}
