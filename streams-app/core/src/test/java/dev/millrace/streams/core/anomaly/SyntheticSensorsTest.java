package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticSensorsTest {
    private static final double TRAINING =
            SyntheticSensors.CLEAN / (double) (SyntheticSensors.CLEAN + SyntheticSensors.FAULTY);
    private static final List<SyntheticSensors> TYPES = List.of(
            new SyntheticSensors(1, 4, 0, 6),
            new SyntheticSensors(2, 2, .3, 5),
            new SyntheticSensors(3, 8, .1, 6),
            new SyntheticSensors(5, 0, 0, 5));

    @Test
    void plantedFaultsAreDetectedWithAModelAndWithoutOne() {
        int events = 0;
        int withModel = 0;
        int withBaseline = 0;
        int falseAlarms = 0;
        double days = 0;
        for (SyntheticSensors type : TYPES) {
            List<Series> all = type.sensors(15);
            AlertEvaluation model =
                    Pipeline.evaluate(all, Pipeline.train(all, TRAINING), TRAINING, SyntheticSensors.MINUTE);
            AlertEvaluation baseline = Pipeline.evaluate(all, null, TRAINING, SyntheticSensors.MINUTE);
            events += model.events();
            withModel += model.detected();
            withBaseline += baseline.detected();
            falseAlarms += model.falseAlarms();
            days += model.sensorDays();
        }
        assertThat((double) withModel / events)
                .as("recall with a model, of " + events)
                .isGreaterThanOrEqualTo(.95);
        assertThat((double) withBaseline / events).as("recall of the baseline").isGreaterThanOrEqualTo(.94);
        assertThat(falseAlarms / days).as("false alarms per sensor-day").isLessThanOrEqualTo(.5);
    }
}
