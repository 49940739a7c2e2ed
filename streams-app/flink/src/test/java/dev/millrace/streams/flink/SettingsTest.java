package dev.millrace.streams.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import dev.millrace.streams.flink.cluster.ClusterSettings;
import dev.millrace.streams.flink.items.ItemSettings;
import dev.millrace.streams.flink.kafka.DeliverySettings;
import dev.millrace.streams.flink.sensors.SensorSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void everySettingButTheFolderHasADefault() {
        Settings settings = Settings.of(Map.of("data.dir", "/data/flink"));
        ClusterSettings cluster = ClusterSettings.from(settings);
        SensorSettings sensors = SensorSettings.from(settings);

        assertThat(cluster.parallelism()).isEqualTo(1);
        assertThat(cluster.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(cluster.rocksDbMegabytes()).isEqualTo(64);
        assertThat(cluster.networkMegabytes()).isEqualTo(16);
        assertThat(sensors.model()).isEqualTo("sensor-anomaly");
        assertThat(sensors.outOfOrderness()).isEqualTo(Duration.ofSeconds(10));
        assertThat(sensors.idleness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sensors.stateTtl()).isEqualTo(Duration.ofDays(30));
        assertThat(sensors.cacheMegabytes()).isEqualTo(128);
        assertThat(ItemSettings.from(settings))
                .isEqualTo(
                        new ItemSettings(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofMillis(200), 500, 32));
        assertThat(DeliverySettings.from(settings)).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
    }

    @Test
    void givenValuesWin() {
        Settings settings = Settings.of(Map.of(
                "data.dir", "/data/flink",
                "parallelism", "4",
                "checkpoint.interval", "250ms",
                "rocksdb.memory-mb", "96",
                "network.memory-mb", "32",
                "delivery.guarantee", "exactly-once",
                "sensor.model", "pumps",
                "window.size", "24",
                "window.retained", "64",
                "popularity.half-life", "2d"));

        assertThat(ClusterSettings.from(settings).parallelism()).isEqualTo(4);
        assertThat(ClusterSettings.from(settings).checkpointInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(ClusterSettings.from(settings).rocksDbMegabytes()).isEqualTo(96);
        assertThat(ClusterSettings.from(settings).networkMegabytes()).isEqualTo(32);
        assertThat(DeliverySettings.from(settings)).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
        assertThat(SensorSettings.from(settings).model()).isEqualTo("pumps");
        assertThat(SensorSettings.from(Settings.of(Map.of("sensor.cache-mb", "16")))
                        .cacheMegabytes())
                .isEqualTo(16);
        assertThat(SensorSettings.from(settings).size()).isEqualTo(24);
        assertThat(SensorSettings.from(settings).retained()).isEqualTo(64);
        assertThat(ItemSettings.from(settings).halfLife()).isEqualTo(Duration.ofDays(2));
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism,0",
        "checkpoint.interval,5ms",
        "rocksdb.memory-mb,1",
        "network.memory-mb,none",
        "delivery.guarantee,twice",
        "sensor.out-of-orderness,0s",
        "sensor.idleness,0s",
        "sensor.state-ttl,0d",
        "window.size,1",
        "window.retained,3",
        "popularity.half-life,5ms",
        "popularity.emit-interval,0s",
        "popularity.gather,6s",
        "popularity.top,0",
        "popularity.remembered,-1"
    })
    void aBadValueIsRefusedWithItsKey(String key, String value) {
        Settings settings = Settings.of(Map.of("data.dir", "/data/flink", key, value));

        assertThatThrownBy(() -> {
                    ClusterSettings.from(settings);
                    SensorSettings.from(settings);
                    ItemSettings.from(settings);
                    DeliverySettings.from(settings);
                })
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key.substring(0, key.indexOf('.') < 0 ? key.length() : key.indexOf('.')));
    }
}
