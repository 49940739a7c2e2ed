package dev.millrace.features.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.features.redis.RedisStoreOptions;
import dev.millrace.features.views.FeatureViewsYaml;
import dev.millrace.grpckit.TlsFiles;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingSettingsTest {
    private static final String URI = "redis://127.0.0.1:6379";

    @TempDir
    Path folder;

    @Test
    void everythingButTheUriHasADefault() {
        assertThat(from(Map.of()))
                .isEqualTo(new ServingSettings(
                        RedisStoreOptions.of(URI, "millrace"),
                        FeatureViewsYaml.own(),
                        "127.0.0.1",
                        6566,
                        null,
                        Naming.REFERENCE,
                        1000,
                        8,
                        Duration.ofSeconds(2)));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Path yaml = Files.writeString(folder.resolve("views.yaml"), Shop.YAML);
        Path pem = Files.writeString(folder.resolve("some.pem"), "");
        var settings = from(Map.of(
                "redis.project", "shop",
                "redis.timeout", "250ms",
                "features.definitions", yaml.toString(),
                "serving.host", "0.0.0.0",
                "serving.port", "7000",
                "serving.feature-names", "feature",
                "serving.max-rows", "10",
                "serving.threads", "3",
                "serving.deadline", "100ms"));
        assertThat(settings)
                .isEqualTo(new ServingSettings(
                        new RedisStoreOptions(URI, "shop", Duration.ofMillis(250), null),
                        FeatureViewsYaml.withOwn(yaml),
                        "0.0.0.0",
                        7000,
                        null,
                        Naming.FEATURE,
                        10,
                        3,
                        Duration.ofMillis(100)));
        assertThat(from(Map.of(
                                "serving.tls.cert", pem.toString(),
                                "serving.tls.key", pem.toString(),
                                "serving.tls.client-ca", pem.toString()))
                        .tls())
                .isEqualTo(new TlsFiles(pem, pem, pem));
    }

    @Test
    void badSettingsAreNamed() throws IOException {
        Path pem = Files.writeString(folder.resolve("some.pem"), "");
        Path yaml = Files.writeString(folder.resolve("views.yaml"), "project: 7x");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> ServingSettings.from(Settings.of(Map.of())))
                .withMessageContaining("redis.uri");
        refused("'serving.feature-names': 'x' is neither", "serving.feature-names", "x");
        refused("'serving.max-rows': '0'", "serving.max-rows", "0");
        refused("'serving.threads': '0'", "serving.threads", "0");
        refused("'serving.deadline'", "serving.deadline", "0s");
        refused("'serving.port': '65536'", "serving.port", "65536");
        refused("'features.definitions': cannot read /none.yaml", "features.definitions", "/none.yaml");
        refused("'features.definitions': " + yaml + ": project: '7x'", "features.definitions", yaml.toString());
        refused("'serving.tls.key': is required", "serving.tls.cert", pem.toString());
        refused("'serving.tls.cert': is required", "serving.tls.client-ca", pem.toString());
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> from(Map.of("serving.tls.cert", pem.toString(), "serving.tls.key", "/none.pem")))
                .withMessageContaining("'serving.tls.key': '/none.pem' cannot be read");
    }

    private static void refused(String message, String key, String value) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> from(Map.of(key, value)))
                .withMessageContaining(message);
    }

    private static ServingSettings from(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("redis.uri", URI);
        return ServingSettings.from(Settings.of(all));
    }
}
