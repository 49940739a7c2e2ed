package dev.millrace.local.platform;

import java.nio.file.Path;
import java.util.List;

/**
 * What to start, and where.
 *
 * @param dataDir everything local is kept below it
 * @param kafkaPort port of the broker on loopback
 * @param httpPort port of the platform's status endpoint on loopback
 * @param models one worker process for each
 */
public record PlatformOptions(Path dataDir, int kafkaPort, int httpPort, List<String> models) {
    public static final List<String> MODELS = List.of("sensor-anomaly", "recommender");

    public PlatformOptions {
        models = List.copyOf(models);
        if (kafkaPort == httpPort) {
            throw new IllegalArgumentException("--kafka-port and --http-port are both " + kafkaPort);
        }
    }
}
