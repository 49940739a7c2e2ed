package dev.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    private static final Path FILE = Path.of("f.csv");

    @Test
    void withoutFlagsTheGeneratorDrivesBothFlows() {
        assertThat(DemoOptions.defaults().generated()).isTrue();
    }

    @Test
    void aBadValueIsNamedWithItsFlag() {
        assertThatThrownBy(() -> new DemoOptions(0.0, null, null, 1, List.of(), null, null, null, null, null, null))
                .hasMessageContaining("--seconds")
                .hasMessageContaining("0.0");
        assertThatThrownBy(() -> new DemoOptions(null, null, null, 1, List.of(FILE), null, null, null, null, 1.0, null))
                .hasMessageContaining("--train-fraction");
    }

    @Test
    void flagsThatNeedAFileSaySo() {
        assertThatThrownBy(() -> new DemoOptions(null, null, null, 1, List.of(), FILE, null, null, null, null, null))
                .hasMessageContaining("--sensor-labels needs --sensor-data");
        assertThatThrownBy(() -> new DemoOptions(null, null, null, 1, List.of(), null, null, FILE, null, null, null))
                .hasMessageContaining("--items needs --user-data");
        assertThatThrownBy(() -> new DemoOptions(null, null, null, 1, List.of(), null, null, null, 2.0, null, null))
                .hasMessageContaining("--speed needs");
    }
}
