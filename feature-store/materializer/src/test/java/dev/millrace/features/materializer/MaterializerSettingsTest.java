package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.features.redis.RedisStoreOptions;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaterializerSettingsTest {
    private static final String URI = "redis://127.0.0.1:6379";

    @Test
    void everythingButTheUriHasADefault() {
        assertThat(MaterializerSettings.from(Settings.of(Map.of("redis.uri", URI))))
                .isEqualTo(new MaterializerSettings(
                        new RedisStoreOptions(URI, "millrace", Duration.ofSeconds(2), null),
                        500,
                        Duration.ofMillis(50),
                        Duration.ofMillis(500),
                        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5))));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> values = Map.of(
                "redis.uri", URI,
                "redis.project", "shop",
                "redis.timeout", "250ms",
                "redis.key-ttl", "7d",
                "materializer.batch", "50",
                "materializer.linger", "0s",
                "materializer.commit-interval", "2s",
                "materializer.retry-first", "10ms",
                "materializer.retry-max", "1s");
        assertThat(MaterializerSettings.from(Settings.of(values)))
                .isEqualTo(new MaterializerSettings(
                        new RedisStoreOptions(URI, "shop", Duration.ofMillis(250), Duration.ofDays(7)),
                        50,
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1))));
    }

    @Test
    void badSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaterializerSettings.from(Settings.of(Map.of())))
                .withMessageContaining("redis.uri");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaterializerSettings.from(
                        Settings.of(Map.of("redis.uri", URI, "materializer.retry-max", "1ms"))))
                .withMessageContaining("materializer.retry-max: PT0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MaterializerSettings.from(Settings.of(Map.of("redis.uri", URI, "materializer.linger", "6s"))))
                .withMessageContaining("materializer.linger: PT6S");
    }

    @Test
    void waitsDoubleUpToTheGreatest() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        assertThat(java.util.stream.IntStream.of(1, 2, 3, 4, 5, 1000)
                        .mapToObj(n -> backoff.after(n).toMillis()))
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }
}
