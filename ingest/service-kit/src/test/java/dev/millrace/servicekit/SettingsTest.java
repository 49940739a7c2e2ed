package dev.millrace.servicekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void environmentWinsOverTheFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("p.properties");
        Files.writeString(file, "kafka.bootstrap=file:1\nbatch.max=7\n");
        Settings settings =
                Settings.load(new String[] {"--config", file.toString()}, Map.of("MILLRACE_KAFKA_BOOTSTRAP", "env:2"));
        assertThat(settings.text("kafka.bootstrap")).isEqualTo("env:2");
        assertThat(settings.integer("batch.max", 1, 1, 10)).isEqualTo(7);
    }

    @Test
    void durationsAreReadInEveryUnit() {
        Settings settings = Settings.of(Map.of("a", "250ms", "b", "10s", "c", "5m", "d", "2h", "e", "7d", "f", "PT3S"));
        assertThat(settings.duration("a", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.duration("b", Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.duration("c", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.duration("d", Duration.ZERO)).isEqualTo(Duration.ofHours(2));
        assertThat(settings.duration("e", Duration.ZERO)).isEqualTo(Duration.ofDays(7));
        assertThat(settings.duration("f", Duration.ZERO)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.duration("missing", Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aBadValueIsNamedWithItsKeyAndWhatIsWanted() {
        Settings settings = Settings.of(Map.of("n", "many", "d", "5 moons", "x", "11"));
        assertThatThrownBy(() -> settings.integer("n", 1, 1, 10)).hasMessageContainingAll("'n'", "'many'", "1 to 10");
        assertThatThrownBy(() -> settings.integer("x", 1, 1, 10)).hasMessageContaining("'11'");
        assertThatThrownBy(() -> settings.duration("d", Duration.ZERO)).hasMessageContainingAll("'d'", "5 moons");
        assertThatThrownBy(() -> settings.text("absent")).hasMessageContainingAll("'absent'", "required");
    }

    @Test
    void unknownArgumentsAreRefused() {
        assertThatThrownBy(() -> Settings.load(new String[] {"--conf", "x"}, Map.of()))
                .isInstanceOf(SettingException.class);
    }
}
