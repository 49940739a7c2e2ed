package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.SensorReading;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** What version 2 wrote after the same. */
    private static final String VERSION_2 =
            "AgAAAAIAAAABYQAAAAFiAAAAAgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAAAAAAEAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAAA/8AAAAAAAAD/wAAAAAAAAP/AAAAAAAAA/"
                    + "8AAAAAAAAD/wAAAAAAAAP/AAAAAAAAA/5VVVVVVVVT/lVVVVVVVVP+VVVVVVVVUAAAABAAAAAgAAAAEAAAACAAAAAAAAAAMAAAAAAAAH0ECPQAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAD6AAAAAAAAAfQP/AAAAAAAAA/8AAAAAAAAEAAAAAAAAAAQAAAAAAAAAAAAAADP/AAAAAAAAA/8AAAAAAAAD/j+c64PKWFP+P5"
                    + "zrg8pYUAAAAAAAAAAAAAAAAAAAAA";

    private final SensorStateCodec codec = new SensorStateCodec(CONFIG);

    @Test
    void stateThatVersionOneWroteGoesOn() {
        goesOn(VERSION_1);
    }

    @Test
    void stateThatVersionTwoWroteGoesOn() {
        goesOn(VERSION_2);
    }

    private void goesOn(String written) {
        SensorState restored = codec.decode(Base64.getDecoder().decode(written));
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aSensorWrittenAndReadAtEveryReadingGoesOnAsOneThatNeverIs(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var config = new WindowConfig(4, 2, 48, 20, 32);
        var usual = new SensorStateCodec(config);
        var windows = new SensorWindows(config);
        SensorState kept = null;
        SensorState written = null;
        for (int i = 0; i < 200; i++) {
            long time = 1_700_000_000_000L + 100L * i - (random.nextInt(8) == 0 ? random.nextInt(4000) : 0);
            var reading = new SensorReading("s", time, new String[] {"a", "b", "c", "d"}, values(random), null);
            SensorWindows.Step expected = windows.onReading(kept, reading);
            SensorWindows.Step step = windows.onReading(written, reading);
            assertThat(step.outcome()).usingRecursiveComparison().isEqualTo(expected.outcome());
            kept = expected.state();
            byte[] bytes = usual.encode(step.state());
            assertThat(bytes).isEqualTo(usual.encode(kept));
            written = usual.decode(bytes);
            assertThat(written.head).usingRecursiveComparison().isEqualTo(kept.head);
            assertThat(written.settled).usingRecursiveComparison().isEqualTo(kept.settled);
        }
    }

    /** A decimal fraction, a whole number, what is no decimal fraction, and what is hard to write as one. */
    private static double[] values(RandomGenerator random) {
        double[] odd = {-0.0, 0, Double.MIN_VALUE, 1e300, -1e15, 1L << 50, .1 + .2, 123_456_789.123_456};
        return new double[] {
            Math.rint(1000 * random.nextGaussian()) / 1000,
            random.nextInt(-3, 3),
            random.nextGaussian(),
            random.nextInt(4) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(1_000_000) / 1e4
        };
    }

    @Test
    void columnsAreReadBackBitByBit() {
        double[] values = {-0.0, Double.NaN, 1 / 3.0, Double.NEGATIVE_INFINITY, Long.MAX_VALUE, 9e-9, 1e-300, -.5};
        for (int from = 0; from < values.length; from++) {
            for (int to = from + 1; to <= values.length; to++) {
                double[] part = Arrays.copyOfRange(values, from, to);
                var out = new NumberWriter(1);
                out.column(part);
                double[] read = new double[part.length];
                new NumberReader(out.toBytes()).column(read);
                assertThat(Arrays.stream(read).mapToLong(Double::doubleToRawLongBits))
                        .isEqualTo(Arrays.stream(part)
                                .mapToLong(Double::doubleToRawLongBits)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void bytesThatEndEarlyAreRefused() {
        byte[] bytes = codec.encode(after(5));
        for (int length = 1; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(part)).isInstanceOf(IllegalArgumentException.class);
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
        bytes[0] = 4;
        assertThatThrownBy(() -> codec.decode(bytes)).hasMessageContaining("version 4");
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
