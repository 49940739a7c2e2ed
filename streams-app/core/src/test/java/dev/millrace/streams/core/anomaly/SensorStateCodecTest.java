package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.SensorReading;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SensorStateCodecTest {
    private static final WindowConfig CONFIG = new WindowConfig(2, 1, 3, 20, 2);
    /** What version 1 wrote after three readings, inside the calibration. */
    private static final String VERSION_1 =
            "AQAAAAIAAAABYQAAAAFiAAAAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AQAAAAAAAAABAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAA"
                    + "AABAAAAAAAAAAEAAAAAAAAAAP/AAAAAAAAA/8AAAAAAAAD/wAAAAAAAAP/AAAAAAAAA/8AAAAAAAAD/wAAAAAAAAP+VVVVVVVVUA"
                    + "AAAAAAAAAD/lVVVVVVVVP+VVVVVVVVUAAAABAAAAAgAAAAEAAAACAAAAAAAAAAMAAAAAAAAH0ECPQAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAD6AAAAAAAAAfQP/AAAAAAAAA/8AAAAAAAAEAAAAAAAAAAQAAAAAAAAAAAAAADP/AAAAAAAAA/8AAAAAAAAD/j+c64PKWFP+P5"
                    + "zrg8pYUAAAAAAAAAAAAAAAAAAAAA";

    private final SensorStateCodec codec = new SensorStateCodec(CONFIG);

    @Test
    void stateThatVersionOneWroteGoesOn() {
        SensorState restored = codec.decode(Base64.getDecoder().decode(VERSION_1));
        assertThat(codec.encode(restored)).isEqualTo(codec.encode(after(3)));
        var windows = new SensorWindows(CONFIG);
        for (int i = 3; i < 8; i++) {
            restored = windows.onReading(restored, reading(i)).state();
        }
        assertThat(codec.encode(restored)).isEqualTo(codec.encode(after(8)));
    }

    @Test
    void whatIsReadBackIsTheSameAtEveryAge() {
        for (int readings = 1; readings < 12; readings++) {
            byte[] bytes = codec.encode(after(readings));
            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void aSensorThatWasHeardOnceTakesHalfOfWhatAnOlderOneDoes() {
        var usual = new SensorStateCodec(WindowConfig.defaults());
        var windows = new SensorWindows(WindowConfig.defaults());
        SensorState state = windows.onReading(null, reading(0)).state();
        int first = usual.encode(state).length;
        for (int i = 1; i < 300; i++) {
            state = windows.onReading(state, reading(i)).state();
        }
        assertThat(2 * first).isLessThan(usual.encode(state).length);
    }

    @Test
    void anotherVersionAndAnotherConfigAreRefused() {
        byte[] bytes = codec.encode(after(3));
        bytes[0] = 3;
        assertThatThrownBy(() -> codec.decode(bytes)).hasMessageContaining("version 3");
        var usual = new SensorStateCodec(new WindowConfig(2, 1, 16, 20, 8));
        SensorState longer = new SensorState(new String[] {"a", "b"});
        for (int i = 0; i < 8; i++) {
            longer = new SensorWindows(new WindowConfig(2, 1, 16, 20, 8))
                    .onReading(longer, reading(i))
                    .state();
        }
        byte[] more = usual.encode(longer);
        assertThatThrownBy(() -> codec.decode(more)).hasMessageContaining("retained is 2");
    }

    private static SensorState after(int readings) {
        var windows = new SensorWindows(CONFIG);
        SensorState state = windows.onReading(null, reading(0)).state();
        for (int i = 1; i < readings; i++) {
            state = windows.onReading(state, reading(i)).state();
        }
        return state;
    }

    private static SensorReading reading(int i) {
        return new SensorReading("s", i * 1000L, new String[] {"a", "b"}, new double[] {i % 5, i % 3}, null);
    }
}
