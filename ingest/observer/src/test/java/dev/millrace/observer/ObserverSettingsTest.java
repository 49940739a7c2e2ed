package dev.millrace.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObserverSettingsTest {
    @Test
    void whatIsNotSetHasItsDefault() {
        ObserverSettings settings = ObserverSettings.from(Settings.of(Map.of()));
        assertThat(settings.period()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.partitionsMax()).isEqualTo(200);
        assertThat(settings.groups().pattern())
                .isEqualTo(ObserverSettings.defaults().groups().pattern());
    }

    @Test
    void groupsOfKafkaItselfAndOfOnlookersAreNotWatched() {
        var groups = ObserverSettings.defaults().groups();
        assertThat(groups.matcher("worker.m").matches()).isTrue();
        assertThat(groups.matcher("__internal").matches()).isFalse();
        assertThat(groups.matcher("console-consumer-4711").matches()).isFalse();
        assertThat(groups.matcher("millrace-tail-1").matches()).isFalse();
    }

    @Test
    void badSettingsAreNamed() {
        refused("observer.period", "1ms");
        refused("observer.groups", "(");
        refused("observer.partitions-max", "0");
        refused("kafka.timeout", "1h");
    }

    private static void refused(String key, String value) {
        assertThatThrownBy(() -> ObserverSettings.from(Settings.of(Map.of(key, value))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(key);
    }
}
