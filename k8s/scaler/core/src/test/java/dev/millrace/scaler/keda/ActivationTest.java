package dev.millrace.scaler.keda;

import static dev.millrace.scaler.keda.Specs.ANY;
import static dev.millrace.scaler.keda.Specs.spec;
import static dev.millrace.scaler.keda.Specs.triggers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.keda.Keda.Scaling;
import dev.millrace.scaler.keda.ScaledObject.Fallback;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivationTest {
    private static final TriggerReading ACTIVE = TriggerReading.of(true, 1, 1);
    private static final TriggerReading IDLE = TriggerReading.of(false, 0, 1);
    private static final TriggerReading FAILED = TriggerReading.failed("no route to host");

    @Test
    void aTriggerThatIsAskedWaitsForThePoll() {
        Activation activation = new Activation(spec(0, 10, ANY, "kafka"));

        assertThat(replicas(activation, 0, 0, IDLE)).isNull();
        assertThat(replicas(activation, 1, 0, ACTIVE)).isNull();
        assertThat(replicas(activation, 29.9, 0, ACTIVE)).isNull();
        assertThat(replicas(activation, 30, 0, ACTIVE)).isEqualTo(1);
    }

    @Test
    void aTriggerThatPushesIsHeardAtOnce() {
        Activation activation = new Activation(spec(0, 10, ANY, "external-push"));
        replicas(activation, 0, 0, IDLE);

        Scaling scaling = activation.step(1, 0, List.of(ACTIVE));

        assertThat(scaling)
                .isEqualTo(new Scaling(1, "external-push pushed that it is active, and 0 replicas were running"));
        assertThat(replicas(new Activation(spec(0, 10, ANY, "external")), 0, 0, IDLE))
                .isNull();
    }

    @Test
    void theFirstReplicasAreTheMinimum() {
        assertThat(replicas(new Activation(spec(3, 10, ANY, "kafka")), 0, 0, ACTIVE))
                .isEqualTo(3);
    }

    @Test
    void toZeroItGoesWhenTheCooldownHasPassedSinceTheLastActivePoll() {
        Activation activation = new Activation(spec(0, 10, ANY, "kafka"));
        assertThat(replicas(activation, 0, 1, ACTIVE)).isNull();
        replicas(activation, 30, 4, ACTIVE);

        for (int seconds = 60; seconds <= 330; seconds += 30) {
            assertThat(replicas(activation, seconds, 4, IDLE)).isNull();
        }
        assertThat(activation.step(360, 4, List.of(IDLE))).isEqualTo(new Scaling(0, "no trigger was active for 330 s"));
    }

    @Test
    void whatRanBeforeTheObjectWasMadeGoesAfterTheInitialCooldown() {
        Activation activation =
                new Activation(new ScaledObject("o", "w", 30, 300, 100, null, 0, 10, null, ANY, triggers("kafka")));

        assertThat(replicas(activation, 1000, 2, IDLE)).isNull();
        assertThat(replicas(activation, 1090, 2, IDLE)).isNull();
        assertThat(replicas(activation, 1120, 2, IDLE)).isEqualTo(0);
        assertThat(replicas(new Activation(spec(0, 10, ANY, "kafka")), 0, 2, IDLE))
                .as("0 s, but KEDA asks for more than 0")
                .isNull();
    }

    @Test
    void idleReplicasStandBelowTheMinimum() {
        Activation activation =
                new Activation(new ScaledObject("o", "w", 30, 60, 0, 0, 2, 10, null, ANY, triggers("kafka")));

        assertThat(replicas(activation, 0, 0, IDLE)).isNull();
        assertThat(replicas(activation, 30, 0, ACTIVE)).isEqualTo(2);
        assertThat(replicas(activation, 60, 2, IDLE)).isNull();
        assertThat(replicas(activation, 120, 2, IDLE)).isEqualTo(0);
        assertThat(replicas(activation, 150, 1, ACTIVE))
                .as("below the minimum while active")
                .isEqualTo(2);
    }

    @Test
    void aMinimumIsRestored() {
        assertThat(replicas(new Activation(spec(3, 10, ANY, "kafka")), 0, 1, IDLE))
                .isEqualTo(3);
        assertThat(replicas(new Activation(spec(3, 10, ANY, "kafka")), 0, 3, IDLE))
                .isNull();
    }

    @Test
    void aFailedTriggerKeepsWhatIsThereAndStartsNothing() {
        Activation activation = new Activation(spec(0, 10, ANY, "kafka"));
        replicas(activation, 0, 2, ACTIVE);

        for (int seconds = 30; seconds < 3000; seconds += 30) {
            assertThat(replicas(activation, seconds, 2, FAILED)).isNull();
        }
        assertThat(replicas(activation, 3000, 0, FAILED)).isNull();
    }

    @Test
    void aFallbackOfZeroReplicasLetsAFailedTriggerGoToZero() {
        Activation activation = new Activation(
                new ScaledObject("o", "w", 30, 60, 0, null, 0, 10, new Fallback(3, 0), ANY, triggers("kafka")));
        replicas(activation, 0, 2, ACTIVE);

        assertThat(replicas(activation, 90, 2, FAILED)).isEqualTo(0);
    }

    @Test
    void activityBesideAFailureStartsButDoesNotPutOffTheCooldown() {
        Activation activation = new Activation(spec(0, 10, ANY, "kafka", "cron"));
        assertThat(activation.step(0, 0, List.of(ACTIVE, FAILED))).isNotNull();
        for (int seconds = 30; seconds <= 600; seconds += 30) {
            assertThat(activation.step(seconds, 1, List.of(ACTIVE, FAILED))).isNull();
        }

        assertThat(activation.step(630, 1, List.of(IDLE, IDLE))).isNotNull();
    }

    private static @Nullable Integer replicas(
            Activation activation, double seconds, int current, TriggerReading reading) {
        Scaling scaling = activation.step(seconds, current, List.of(reading));
        return scaling == null ? null : scaling.replicas();
    }
}
