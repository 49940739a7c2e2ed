package dev.millrace.scaler.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.grpckit.TlsFiles;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalerSettingsTest {
    @Test
    void everyKeyHasADefault() {
        assertThat(ScalerSettings.from(Settings.of(Map.of())))
                .isEqualTo(new ScalerSettings("127.0.0.1", 6000, null, Duration.ofMinutes(5), Duration.ofSeconds(2)));
    }

    @Test
    void everyKeyIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("any.pem"), "any");
        assertThat(ScalerSettings.from(Settings.of(Map.of(
                        "scaler.listen", "0.0.0.0",
                        "scaler.port", "0",
                        "scaler.tls.cert", file.toString(),
                        "scaler.tls.key", file.toString(),
                        "scaler.tls.client-ca", file.toString(),
                        "hold.seconds", "0",
                        "kafka.timeout", "500ms"))))
                .isEqualTo(new ScalerSettings(
                        "0.0.0.0", 0, new TlsFiles(file, file, file), Duration.ZERO, Duration.ofMillis(500)));
    }

    @Test
    void badValuesAreRefusedByName() {
        refused("scaler.port", "70000");
        refused("hold.seconds", "-1");
        refused("kafka.timeout", "1ms");
        assertThatThrownBy(() -> ScalerSettings.from(Settings.of(Map.of("scaler.tls.client-ca", "/none.pem"))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("scaler.tls.cert");
        assertThatThrownBy(() -> ScalerSettings.from(
                        Settings.of(Map.of("scaler.tls.cert", "/none.pem", "scaler.tls.key", "/none.key"))))
                .hasMessageContaining("scaler.tls.cert")
                .hasMessageContaining("/none.pem");
    }

    private static void refused(String key, String value) {
        assertThatThrownBy(() -> ScalerSettings.from(Settings.of(Map.of(key, value))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key);
    }
}
