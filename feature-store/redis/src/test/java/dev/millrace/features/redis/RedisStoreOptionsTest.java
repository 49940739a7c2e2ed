package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisStoreOptionsTest {
    private static final String URI = "redis://127.0.0.1:6379";

    @Test
    void keysAreKeptForEverUnlessTold() {
        assertThat(RedisStoreOptions.of(URI, "p").keyTtlSeconds()).isZero();
        assertThat(new RedisStoreOptions(URI, "p", Duration.ofSeconds(1), Duration.ofMinutes(2)).keyTtlSeconds())
                .isEqualTo(120);
    }

    @Test
    void badValuesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisStoreOptions.of("http://user:secret@host", "p"))
                .withMessageContaining("uri")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisStoreOptions.of(URI, " "))
                .withMessageContaining("project");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisStoreOptions(URI, "p", Duration.ZERO, null))
                .withMessageContaining("timeout: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RedisStoreOptions(URI, "p", Duration.ofSeconds(1), Duration.ofMillis(20)))
                .withMessageContaining("keyTtl: PT0.02S");
    }
}
