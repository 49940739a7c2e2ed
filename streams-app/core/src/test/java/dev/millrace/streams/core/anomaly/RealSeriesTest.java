package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The defaults on real series; the numbers asked for leave a margin to those seen. */
class RealSeriesTest {
    private static final double TRAINING = .3;

    @Test
    void nabWindowsAreDetectedByModelAndByBaselineAtFewFalseAlarms() throws IOException {
        List<Series> all = RealSeries.nab();
        AlertEvaluation baseline = Pipeline.evaluate(all, null, TRAINING, 0);
        AlertEvaluation model = Pipeline.evaluate(all, Pipeline.train(all, TRAINING), TRAINING, 0);
        assertThat(baseline.events()).as(baseline.toString()).isEqualTo(16);
        assertThat(baseline.detected()).as(baseline.toString()).isGreaterThanOrEqualTo(12);
        assertThat(baseline.falseAlarmsPerThousandReadings())
                .as(baseline.toString())
                .isLessThan(.6);
        assertThat(model.detected()).as(model.toString()).isGreaterThanOrEqualTo(12);
        assertThat(model.falseAlarmsPerThousandReadings()).as(model.toString()).isLessThan(.7);
    }

    @Test
    void mostSkabSegmentsAreDetected() throws IOException {
        List<Series> all = RealSeries.skab();
        AlertEvaluation model = Pipeline.evaluate(all, Pipeline.train(all, TRAINING), TRAINING, 5_000);
        assertThat(model.detected()).as(model.toString()).isGreaterThanOrEqualTo(2);
        assertThat(model.falseAlarms()).as(model.toString()).isLessThanOrEqualTo(5);
    }
}
