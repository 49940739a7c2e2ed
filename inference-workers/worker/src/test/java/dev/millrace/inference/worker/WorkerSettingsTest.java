package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void everythingButTheModelHasADefault() {
        WorkerSettings settings = from(Map.of("model.name", "sensor-anomaly"));
        assertThat(settings)
                .isEqualTo(new WorkerSettings(
                        "sensor-anomaly",
                        64,
                        4096,
                        Duration.ofMillis(100),
                        "read_uncommitted",
                        null,
                        null,
                        "millrace",
                        Duration.ofSeconds(1)));
        assertThat(settings.group()).isEqualTo("worker.sensor-anomaly");
        assertThat(from(Map.of("model.name", "recommender", "redis.uri", "redis://h"))
                        .batchMax())
                .isEqualTo(32);
    }

    @Test
    void everyKeyIsRead() {
        assertThat(from(Map.of(
                        "model.name", "recommender",
                        "batch.max", "5",
                        "inflight.max", "50",
                        "commit.interval", "1s",
                        "isolation.level", "read_committed",
                        "data.dir", "/d",
                        "redis.uri", "redis://h:1",
                        "redis.project", "p",
                        "popularity.ttl", "3s")))
                .isEqualTo(new WorkerSettings(
                        "recommender",
                        5,
                        50,
                        Duration.ofSeconds(1),
                        "read_committed",
                        Path.of("/d/onnx-native"),
                        "redis://h:1",
                        "p",
                        Duration.ofSeconds(3)));
        assertThat(from(Map.of("model.name", "sensor-anomaly", "data.dir", "/d", "onnx.native.dir", "/n"))
                        .nativeDir())
                .isEqualTo(Path.of("/n"));
    }

    @Test
    void badValuesAreNamedWithTheirKey() {
        refused(Map.of(), "model.name");
        refused(Map.of("model.name", "x"), "'x' is not one of [sensor-anomaly, recommender]");
        refused(Map.of("model.name", "recommender"), "'redis.uri': is required");
        refused(Map.of("model.name", "sensor-anomaly", "batch.max", "0"), "batch.max");
        refused(Map.of("model.name", "sensor-anomaly", "inflight.max", "9"), "9 is less than batch.max, 64");
        refused(Map.of("model.name", "sensor-anomaly", "commit.interval", "0s"), "commit.interval");
        refused(Map.of("model.name", "sensor-anomaly", "isolation.level", "none"), "'none'");
    }

    private static void refused(Map<String, String> settings, String words) {
        assertThatThrownBy(() -> from(settings))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(words);
    }

    private static WorkerSettings from(Map<String, String> settings) {
        return WorkerSettings.from(Settings.of(new HashMap<>(settings)));
    }
}
