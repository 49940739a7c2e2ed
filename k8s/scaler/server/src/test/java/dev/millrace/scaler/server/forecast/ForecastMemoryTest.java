package dev.millrace.scaler.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Topics;
import dev.millrace.observer.Broker;
import dev.millrace.observer.lag.Subject;
import dev.millrace.scaler.forecast.SeasonalForecast;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastMemoryTest {
    private static final Subject SUBJECT = new Subject("inference.m", "worker.m", false);
    private static final double DAY = 86_400;

    @TempDir
    private Path folder;

    @Test
    void aPeakThatWasLearntBeforeARestartIsKnownAfterIt() throws Exception {
        try (var broker = Broker.start(folder)) {
            broker.create(Topics.SCALER_FORECASTS, 1);
            try (var running = new Running(broker)) {
                var forecast = running.forecast();
                for (int day = 0; day < 3; day++) {
                    forecast.observe(day * DAY, day * DAY + 300, 30_000);
                    forecast.observe(day * DAY + 300, day * DAY + 301, 0);
                }
                assertThat(forecast.peakWithin(3 * DAY, 3 * DAY + 1)).isEqualTo(100);
            }
            try (var restarted = new Running(broker)) {
                assertThat(restarted.forecast().peakWithin(3 * DAY, 3 * DAY + 1))
                        .isEqualTo(100);
            }
        }
    }

    @Test
    void withoutItsTopicOrWithRubbishInItAForecastBeginsAnew() throws Exception {
        try (var broker = Broker.start(folder)) {
            try (var running = new Running(broker)) {
                assertThat(running.forecast().peakWithin(0, 1)).isZero();
            }
            broker.create(Topics.SCALER_FORECASTS, 1);
            broker.send(Topics.SCALER_FORECASTS, 0, 1);
            try (var running = new Running(broker)) {
                assertThat(running.forecast().peakWithin(0, 1)).isZero();
            }
        }
    }

    /** A memory on its thread; closed, it has kept all. */
    private static final class Running implements AutoCloseable {
        private final ForecastMemory memory;
        private final AgentRunner runner;

        Running(Broker broker) {
            memory = new ForecastMemory(broker.kafka, Clocks.nanos());
            runner = AgentRunner.start("forecasts", memory, failure -> {
                throw new AssertionError(failure);
            });
            await().until(memory::loaded);
        }

        SeasonalForecast forecast() {
            return new SeasonalForecast(
                    ZoneOffset.UTC, memory.learned(SUBJECT), state -> memory.learned(SUBJECT, state));
        }

        @Override
        public void close() throws Exception {
            runner.close();
        }
    }
}
