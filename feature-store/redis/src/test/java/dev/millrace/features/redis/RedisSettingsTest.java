package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.features.api.EntityKeyVersion;
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

class RedisSettingsTest {
    private static final String URI = "redis://127.0.0.1:6379";

    @TempDir
    private Path folder;

    @Test
    void everythingButTheUriHasADefault() {
        assertThat(read(Map.of()))
                .isEqualTo(new RedisStoreOptions(
                        URI,
                        "millrace",
                        EntityKeyVersion.V3,
                        Duration.ofSeconds(2),
                        null,
                        null,
                        null,
                        RedisTls.DEFAULT));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(read(Map.ofEntries(
                        Map.entry("redis.uri", "redis-sentinel://a:1,b:2/3#m"),
                        Map.entry("redis.project", "shop"),
                        Map.entry("redis.key-version", "2"),
                        Map.entry("redis.timeout", "250ms"),
                        Map.entry("redis.key-ttl", "7d"),
                        Map.entry("redis.username", "ann"),
                        Map.entry("redis.password", "secret"),
                        Map.entry("redis.sentinel.username", "bob"),
                        Map.entry("redis.sentinel.password-file", file.toString()),
                        Map.entry("redis.tls.ca", file.toString()),
                        Map.entry("redis.tls.cert", file.toString()),
                        Map.entry("redis.tls.key", file.toString()),
                        Map.entry("redis.tls.verify", "ca"))))
                .isEqualTo(new RedisStoreOptions(
                        "redis-sentinel://a:1,b:2/3#m",
                        "shop",
                        EntityKeyVersion.V2,
                        Duration.ofMillis(250),
                        Duration.ofDays(7),
                        RedisLogin.of("ann", "secret"),
                        new RedisLogin("bob", null, file),
                        new RedisTls(file, file, file, RedisTls.Verify.CA)));
        assertThat(read(Map.of("redis.sentinel.password", "other")).sentinelLogin())
                .isEqualTo(RedisLogin.of(null, "other"));
        assertThat(read(Map.of("redis.password-file", file.toString())).login())
                .isEqualTo(new RedisLogin(null, null, file));
    }

    @Test
    void badValuesAreNamedByTheirKeys() {
        Path missing = folder.resolve("missing");
        refused("redis.uri", "http://ann:secret@h", "redis://host:port");
        refused("redis.key-version", "4", "from 1 to 3");
        refused("redis.timeout", "0s", "PT0S");
        refused("redis.timeout", "soon", "soon");
        refused("redis.key-ttl", "20ms", "PT0.02S");
        refused("redis.username", "ann", "redis.password");
        refused("redis.password-file", missing.toString(), missing.toString());
        refused("redis.sentinel.username", "ann", "redis.sentinel.password");
        refused("redis.sentinel.password-file", missing.toString(), missing.toString());
        refused("redis.tls.ca", missing.toString(), missing.toString());
        refused("redis.tls.cert", missing.toString(), missing.toString());
        refused("redis.tls.key", missing.toString(), missing.toString());
        refused("redis.tls.verify", "yes", "'yes' is not full, ca or none");
    }

    @Test
    void noRedisIsNoOptions() {
        assertThat(RedisSettings.find(Settings.of(Map.of()))).isNull();
        assertThat(RedisSettings.find(Settings.of(Map.of("redis.uri", URI))))
                .isEqualTo(RedisStoreOptions.of(URI, "millrace"));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> RedisSettings.from(Settings.of(Map.of())))
                .withMessageContaining("redis.uri");
    }

    private static RedisStoreOptions read(Map<String, String> values) {
        var all = new HashMap<>(Map.of("redis.uri", URI));
        all.putAll(values);
        return RedisSettings.from(Settings.of(all));
    }

    private static void refused(String key, String value, String reason) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageContaining("setting 'redis.")
                .withMessageContaining(key.substring(0, key.lastIndexOf('.')))
                .withMessageContaining(reason)
                .withMessageNotContaining("secret@");
    }
}
