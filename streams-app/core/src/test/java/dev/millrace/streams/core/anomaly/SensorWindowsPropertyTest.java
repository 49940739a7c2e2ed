package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.WindowRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SensorWindowsPropertyTest {
    private static final WindowConfig CONFIG = new WindowConfig(4, 1, 16, 20, 12);
    private static final SensorStateCodec CODEC = new SensorStateCodec(CONFIG);
    private final SensorWindows windows = new SensorWindows(CONFIG);

    @Property(tries = 200)
    void boundedDisorderEndsInTheSameStateAndTheSameNewestWindowsAsOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        List<SensorReading> ordered = readings(new Random(seed), count);
        List<SensorReading> shuffled = new ArrayList<>(ordered);
        var random = new Random(seed + 1);
        for (int i = 0; i + 4 < shuffled.size(); i += 4) { // within blocks of four: at most three places late
            java.util.Collections.shuffle(shuffled.subList(i, i + 4), random);
        }
        Map<String, WindowRequest> expected = new LinkedHashMap<>();
        Map<String, WindowRequest> actual = new LinkedHashMap<>();
        byte[] one = run(ordered, expected, false);
        byte[] two = run(shuffled, actual, false);
        assertThat(two).isEqualTo(one);
        assertThat(actual.keySet())
                .isEqualTo(expected.keySet().stream()
                        .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new)));
        expected.forEach((id, window) -> {
            WindowRequest other = actual.get(id);
            assertThat(other).isNotNull();
            if (other != null && !window.signals().containsKey(Signals.CALIBRATING)) {
                assertThat(other.window()).isEqualTo(window.window());
                assertThat(other.windowStart()).isEqualTo(window.windowStart());
            }
        });
    }

    @Property(tries = 100)
    void stateKeptAsBytesBehavesLikeTheObject(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        List<SensorReading> readings = readings(new Random(seed), count);
        Map<String, WindowRequest> direct = new LinkedHashMap<>();
        Map<String, WindowRequest> stored = new LinkedHashMap<>();
        assertThat(run(readings, stored, true)).isEqualTo(run(readings, direct, false));
        direct.forEach((id, window) -> {
            WindowRequest other = stored.get(id);
            assertThat(other).isNotNull();
            if (other != null) {
                assertThat(other.window()).isEqualTo(window.window());
                assertThat(other.signals()).isEqualTo(window.signals());
            }
        });
    }

    @Property(tries = 100)
    void nothingIsEverNaNOrInfinite(@ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int exponent) {
        var random = new Random(seed);
        SensorState state = null;
        for (int i = 0; i < 60; i++) {
            double huge = (random.nextDouble() - .5) * Math.pow(10, random.nextInt(exponent + 1));
            double[] values = {random.nextInt(5) == 0 ? huge : 1, random.nextGaussian()};
            var reading = new SensorReading("s", i * 1000L, new String[] {"a", "b"}, values, null);
            SensorWindows.Step step = windows.onReading(state, reading);
            state = step.state();
            if (step.outcome() instanceof Outcome.Windows due) {
                for (WindowRequest request : due.requests()) {
                    for (float value : request.window()) {
                        assertThat(value).isBetween(-20f, 20f);
                    }
                    assertThat(request.signals().values()).allMatch(Double::isFinite);
                    assertThat(BaselineScorer.score(request).score()).isFinite().isNotNegative();
                }
            }
        }
    }

    private byte[] run(List<SensorReading> readings, Map<String, WindowRequest> sent, boolean throughBytes) {
        SensorState state = null;
        for (SensorReading reading : readings) {
            SensorWindows.Step step = windows.onReading(state, reading);
            state = throughBytes ? CODEC.decode(CODEC.encode(step.state())) : step.state();
            if (step.outcome() instanceof Outcome.Windows due) {
                due.requests().forEach(request -> sent.put(request.id(), request));
            }
        }
        return state == null ? new byte[0] : CODEC.encode(withoutCachedScale(state));
    }

    /** The scale is a cache while it is provisional: which stage it holds depends on the order. */
    private static SensorState withoutCachedScale(SensorState state) {
        if (state.calibration != null) {
            state.scale = null;
        }
        return state;
    }

    private static List<SensorReading> readings(Random random, int count) {
        List<SensorReading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] values = {random.nextGaussian(), random.nextInt(3)};
            readings.add(new SensorReading("s", i * 1000L, new String[] {"a", "b"}, values, null));
        }
        return readings;
    }
}
