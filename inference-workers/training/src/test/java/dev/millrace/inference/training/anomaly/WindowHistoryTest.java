package dev.millrace.inference.training.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.SensorReading;
import dev.millrace.streams.core.anomaly.WindowConfig;
import org.junit.jupiter.api.Test;

class WindowHistoryTest {
    private static SensorReading reading(String sensor, long time) {
        return new SensorReading(sensor, time, new String[] {"value"}, new double[] {Math.sin(time / 5e3)}, null);
    }

    @Test
    void everyReadingAfterTheFirstFullWindowGivesOneAndModelsTrainOnThem() {
        var history = new WindowHistory(WindowConfig.defaults());
        var trainer = new AnomalyTrainer(AnomalyTrainerConfig.defaults());
        for (int i = 1; i <= 200; i++) {
            history.onReading(reading("a", i * 1000L)).forEach(trainer::add);
            history.onReading(reading("b", i * 1000L)).forEach(trainer::add);
        }

        assertThat(history.sensors()).isEqualTo(2);
        assertThat(trainer.windows()).isEqualTo(2 * (200 - 15));
        assertThat(trainer.train().window()).isEqualTo(16);
    }

    @Test
    void duplicatesGiveNoWindow() {
        var history = new WindowHistory(WindowConfig.defaults());
        for (int i = 1; i <= 16; i++) {
            history.onReading(reading("a", i * 1000L));
        }
        assertThat(history.onReading(reading("a", 16_000))).isEmpty();
    }
}
