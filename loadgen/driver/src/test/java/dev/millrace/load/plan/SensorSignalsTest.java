package dev.millrace.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorSignalsTest {
    private static final long LIFE = 100_000;

    private final SensorLoad load = Loads.sensors(200, 1, 1, .5);
    private final SensorSignals signals = new SensorSignals(load);
    private final SensorSignals clean = new SensorSignals(Loads.sensors(200, 1, 1, 0));
    private final Truth truth = new Truth(load);

    @Test
    void valuesAreAFunctionOfSeedSensorAndSample() {
        var again = new SensorSignals(load);
        for (int i = 0; i < 1000; i++) {
            assertThat(again.values(i % 200, i * 97L)).isEqualTo(signals.values(i % 200, i * 97L));
        }
        assertThat(signals.values(1, 0)).isNotEqualTo(signals.values(2, 0));
    }

    @Test
    void cleanChannelsFollowEachOtherAndStayInTheirRange() {
        for (int sensor = 0; sensor < 20; sensor++) {
            for (int c = 0; c < 4; c++) {
                double[] own = series(clean, sensor, c, 0, 2000);
                double range = max(own) - min(own);
                assertThat(range / clean.swing(sensor, c)).isBetween(.8, 1.4);
            }
            assertThat(correlation(series(clean, sensor, 0, 0, 2000), series(clean, sensor, 1, 0, 2000)))
                    .isGreaterThan(.9);
            assertThat(correlation(series(clean, sensor, 0, 0, 2000), series(clean, sensor, 2, 0, 2000)))
                    .isGreaterThan(.6);
        }
    }

    @Test
    void aPumpIsReadRoundWithoutASeam() {
        double[] own = series(clean, 7, 0, 4096 - 200, 4096 + 200);
        double step = 0;
        for (int i = 1; i < own.length; i++) {
            step = Math.max(step, Math.abs(own[i] - own[i - 1]));
        }
        assertThat(step / clean.swing(7, 0)).isLessThan(.5);
    }

    @Test
    void faultsCoverAsManyBlocksAsAskedAndNoneWhereModelsLearn() {
        int windows = 0;
        for (int sensor = 0; sensor < 200; sensor++) {
            List<TruthWindow> own = truth.windows(sensor, 0, LIFE);
            windows += own.size();
            assertThat(own).allMatch(window -> window.first() >= Truth.BLOCK && window.samples() <= 60);
        }
        double blocks = 200 * (LIFE / (double) Truth.BLOCK - 1);
        assertThat(windows / blocks).isBetween(.48, .52);
        var trained = new Truth(Loads.sensors(200, 1, load.arrivals(), Wire.JSON, 1, 100, 5000));
        assertThat(trained.windows(99, 0, 5000)).isEmpty();
        assertThat(trained.windows(100, 0, 5000)).hasSize(9);
    }

    @Test
    void whatIsToldOfAReadingAgreesWithTheListOfFaults() {
        for (int sensor = 0; sensor < 5; sensor++) {
            for (TruthWindow window : truth.windows(sensor, 0, 20_000)) {
                assertThat(truth.at(sensor, window.first() - 1)).isNull();
                assertThat(truth.at(sensor, window.first())).isEqualTo(window);
                assertThat(truth.at(sensor, window.last())).isEqualTo(window);
                assertThat(truth.at(sensor, window.last() + 1)).isNull();
            }
        }
    }

    @Test
    void everyPlantedFaultIsAbnormalInItsOwnWayAndTheOtherChannelsAreClean() {
        Map<FaultKind, Integer> seen = new EnumMap<>(FaultKind.class);
        for (int sensor = 0; sensor < 100; sensor++) {
            for (TruthWindow window : truth.windows(sensor, 0, 10_000)) {
                seen.merge(window.kind(), 1, Integer::sum);
                check(window);
            }
        }
        assertThat(seen).hasSize(FaultKind.values().length).allSatisfy((kind, count) -> assertThat(count)
                .isGreaterThan(100));
    }

    private void check(TruthWindow window) {
        int channel = window.channel();
        double swing = signals.swing(window.sensor(), channel);
        double[] faulty = series(signals, window.sensor(), channel, window.first(), window.last() + 1);
        double[] normal = series(clean, window.sensor(), channel, window.first(), window.last() + 1);
        double[] change = new double[faulty.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = (faulty[i] - normal[i]) / swing;
        }
        switch (window.kind()) {
            case SPIKE, DRIFT -> assertThat(Math.max(max(change), -min(change))).isGreaterThan(1.1);
            case LEVEL_SHIFT ->
                assertThat(Math.min(Math.abs(max(change)), Math.abs(min(change))))
                        .isGreaterThan(.6);
            case STUCK -> assertThat(max(faulty)).isEqualTo(min(faulty));
            case BROKEN_CORRELATION -> assertThat(correlation(faulty, normal)).isLessThan(-.99);
        }
        int other = (channel + 1) % 4;
        assertThat(series(signals, window.sensor(), other, window.first(), window.last() + 1))
                .isEqualTo(series(clean, window.sensor(), other, window.first(), window.last() + 1));
    }

    private static double[] series(SensorSignals from, int sensor, int channel, long first, long to) {
        double[] values = new double[(int) (to - first)];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.values(sensor, first + i)[channel];
        }
        return values;
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
