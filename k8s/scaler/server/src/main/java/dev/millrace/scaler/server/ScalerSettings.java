package dev.millrace.scaler.server;

import dev.millrace.grpckit.TlsFiles;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the scaler.
 *
 * @param listen {@code scaler.listen} (127.0.0.1)
 * @param port {@code scaler.port} (6000); 0 takes a free one
 * @param tls {@code scaler.tls.cert}, {@code scaler.tls.key} (none: plaintext), {@code scaler.tls.client-ca} (none: clients need no
 *     certificate)
 * @param hold {@code hold.seconds} (300): for how long the last good decision holds while Kafka cannot be read
 * @param kafkaTimeout {@code kafka.timeout} (2s): longest that one reading of Kafka may take
 */
record ScalerSettings(String listen, int port, @Nullable TlsFiles tls, Duration hold, Duration kafkaTimeout) {
    static final int PORT = 6000;

    ScalerSettings {
        if (kafkaTimeout.compareTo(Duration.ofMillis(100)) < 0 || kafkaTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new SettingException("kafka.timeout", "'" + kafkaTimeout + "' is not between 100 ms and a minute");
        }
    }

    static ScalerSettings from(Settings settings) {
        return new ScalerSettings(
                settings.text("scaler.listen", "127.0.0.1"),
                settings.integer("scaler.port", PORT, 0, 65535),
                TlsFiles.from(settings, "scaler.tls"),
                Duration.ofSeconds(settings.integer("hold.seconds", 300, 0, 24 * 60 * 60)),
                settings.duration("kafka.timeout", Duration.ofSeconds(2)));
    }
}
