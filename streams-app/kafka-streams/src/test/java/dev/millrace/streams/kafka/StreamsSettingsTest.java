package dev.millrace.streams.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsSettingsTest {
    @Test
    void everySettingButTheFolderHasADefault() {
        assertThat(StreamsSettings.from(Settings.of(Map.of("data.dir", "/tmp/s"))))
                .isEqualTo(new StreamsSettings(
                        "millrace-streams",
                        "streams",
                        Path.of("/tmp/s"),
                        2,
                        Guarantee.EFFECTIVELY_ONCE,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(60),
                        true,
                        10,
                        500,
                        16,
                        36));
    }

    @Test
    void everySettingIsRead() {
        var values = new HashMap<String, String>();
        values.put("data.dir", "/tmp/s");
        values.put("application.id", "app");
        values.put("instance.id", "one");
        values.put("process.name", "ignored");
        values.put("threads", "3");
        values.put("processing.guarantee", "exactly-once");
        values.put("commit.interval", "250ms");
        values.put("session.timeout", "12s");
        values.put("topics.deadline", "5s");
        values.put("features.user-activity", "off");
        values.put("recommend.k", "20");
        values.put("recommend.seen", "700");
        values.put("state.cache-mb", "64");
        values.put("state.rocksdb-mb", "256");
        assertThat(StreamsSettings.from(Settings.of(values)))
                .isEqualTo(new StreamsSettings(
                        "app",
                        "one",
                        Path.of("/tmp/s"),
                        3,
                        Guarantee.EXACTLY_ONCE,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(5),
                        false,
                        20,
                        700,
                        64,
                        256));
    }

    @Test
    void processNameIsTheInstance() {
        var settings = Settings.of(Map.of("data.dir", "/tmp/s", "process.name", "streams-1"));
        assertThat(StreamsSettings.from(settings).instanceId()).isEqualTo("streams-1");
    }

    @Test
    void exactlyOnceCommitsMoreOften() {
        var settings = Settings.of(Map.of("data.dir", "/tmp/s", "processing.guarantee", "exactly-once"));
        assertThat(StreamsSettings.from(settings).commitInterval()).isEqualTo(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 0",
        "processing.guarantee, maybe-once",
        "commit.interval, 1ms",
        "session.timeout, 1h",
        "topics.deadline, soon",
        "features.user-activity, perhaps",
        "recommend.k, 1001",
        "recommend.seen, 0",
        "state.cache-mb, -1",
        "state.rocksdb-mb, 1"
    })
    void badValueIsNamedWithItsKey(String key, String value) {
        assertThatThrownBy(() -> StreamsSettings.from(Settings.of(Map.of("data.dir", "/tmp/s", key, value))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key);
    }
}
