package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistorySettingsTest {
    @Test
    void thereIsNoHistoryUnlessItHasAFolder() {
        assertThat(HistorySettings.from(Settings.of(Map.of()))).isNull();
    }

    @Test
    void everythingButTheFolderHasADefault() {
        assertThat(HistorySettings.from(Settings.of(Map.of("history.dir", "/h"))))
                .isEqualTo(new HistorySettings(
                        Path.of("/h"),
                        new HistorySettings.Flush(50_000, 16 * 1024 * 1024, Duration.ofMinutes(1)),
                        64,
                        new HistorySettings.Compaction(Duration.ofMinutes(5), 24, 192)));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> values = Map.of(
                "history.dir", "/h",
                "history.flush-rows", "10",
                "history.flush-bytes", "1000",
                "history.flush-interval", "2s",
                "history.compact-interval", "0s",
                "history.compact-files", "3",
                "history.compact-memory-mb", "100",
                "history.memory-mb", "96");
        assertThat(HistorySettings.from(Settings.of(values)))
                .isEqualTo(new HistorySettings(
                        Path.of("/h"),
                        new HistorySettings.Flush(10, 1000, Duration.ofSeconds(2)),
                        96,
                        new HistorySettings.Compaction(Duration.ZERO, 3, 100)));
    }

    @Test
    void badSettingsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        HistorySettings.from(Settings.of(Map.of("history.dir", "/h", "history.flush-interval", "0s"))))
                .withMessageContaining("history.flush-interval: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> HistorySettings.from(Settings.of(Map.of("history.dir", "/h", "history.memory-mb", "8"))))
                .withMessageContaining("history.memory-mb");
    }
}
