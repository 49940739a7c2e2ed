package dev.millrace.features.decorators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResilientFeatureStoreTest {
    private static final FeatureRefs N = FeatureRefs.of("v", List.of("n"));
    private static final EntityKey ANN = EntityKey.of("user_id", "ann");
    private static final FeatureRow ROW = Rows.row("v", ANN, ManualClock.T0, Map.of("n", Values.int64(1)));

    private final ManualClock clock = new ManualClock();
    private final FaultyFeatureStore backend = new FaultyFeatureStore();
    private final FeatureStore store =
            ResilientFeatureStore.wrap(backend, new CircuitPolicy(4, 0.5, Duration.ofSeconds(1)), clock);

    @Test
    void storeThatFailsTooOftenIsLeftAloneAndTriedAgain() {
        succeed(4);
        backend.away(true);
        fail(2);
        int asked = backend.reads().size();
        fail(100);
        assertThat(backend.reads()).as("an open circuit asks nobody").hasSize(asked);

        clock.advance(Duration.ofMillis(1001));
        fail(5);
        assertThat(backend.reads()).as("one call was let through").hasSize(asked + 1);

        backend.away(false);
        clock.advance(Duration.ofMillis(1001));
        succeed(10);
    }

    @Test
    void fewFailuresAmongSuccessesAreBorne() {
        for (int i = 0; i < 20; i++) {
            succeed(3);
            backend.away(true);
            fail(1);
            backend.away(false);
        }
        assertThat(backend.reads()).hasSize(80);
    }

    @Test
    void writesHaveACircuitOfTheirOwn() {
        backend.away(true);
        fail(8);
        backend.away(false);
        fail(1);
        assertThat(store.write(List.of(ROW)).written()).isEqualTo(1);
        backend.away(true);
        for (int i = 0; i < 9; i++) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class)
                    .isThrownBy(() -> store.write(List.of(ROW)));
        }
        assertThat(backend.writes()).isEqualTo(4);
    }

    @Test
    void mistakesOfTheCallerAreNoFailures() {
        for (int i = 0; i < 20; i++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.write(List.of(FeatureRow.getDefaultInstance())));
        }
        assertThat(store.write(List.of(ROW)).written()).isEqualTo(1);
    }

    @Test
    void badPoliciesAreNamed() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CircuitPolicy(0, 1, second))
                .withMessageContaining("calls: 0");
        for (double bad : new double[] {0, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CircuitPolicy(4, bad, second))
                    .withMessageContaining("failures: " + bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CircuitPolicy(4, 1, Duration.ZERO))
                .withMessageContaining("open: PT0S");
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(store.read(N, List.of(ANN))).hasSize(1);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(FeatureStoreUnavailableException.class).isThrownBy(() -> store.read(N, ANN));
        }
    }
}
