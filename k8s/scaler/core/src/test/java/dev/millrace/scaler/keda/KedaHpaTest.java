package dev.millrace.scaler.keda;

import static dev.millrace.scaler.keda.Specs.ANY;
import static dev.millrace.scaler.keda.Specs.lag;
import static dev.millrace.scaler.keda.Specs.spec;
import static dev.millrace.scaler.keda.Specs.withFallback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scaler.keda.ScaledObject.FallbackBehavior;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

/** KEDA and the HPA together, by the second. */
class KedaHpaTest {
    private static final TriggerReading FAILED = TriggerReading.failed("no route to host");

    @Test
    void aPushedRecordHasItsReplicaInTheSameStepAndTheRestAtTheNextSync() {
        List<Integer> replicas = run(
                spec(0, 10, ANY, "external-push"),
                15,
                20,
                second -> TriggerReading.of(second >= 3, second >= 3 ? 6 : 0, 1));

        assertThat(replicas.subList(0, 3)).containsOnly(0);
        assertThat(replicas.subList(3, 8)).containsOnly(1);
        assertThat(replicas.subList(8, 20)).as("syncs are at 7.5 and 22.5").containsOnly(6);
    }

    @Test
    void theStockTriggerWaitsForThePoll() {
        List<Integer> replicas = run(spec(0, 10, ANY, "kafka"), 15, 60, second -> lag(second >= 3 ? 60 : 0, 10));

        assertThat(replicas.subList(0, 30)).containsOnly(0);
        assertThat(replicas.subList(30, 38)).containsOnly(1);
        assertThat(replicas.get(38)).isEqualTo(6);
    }

    @Test
    void whenNothingArrivesTheHpaKeepsOneUntilKedaTakesIt() {
        List<Integer> replicas = run(spec(0, 10, ANY, "kafka"), 1, 400, second -> lag(second < 30 ? 50 : 0, 10));

        assertThat(replicas.get(29)).isEqualTo(5);
        assertThat(replicas.get(31)).isEqualTo(1);
        assertThat(replicas.subList(31, 330)).containsOnly(1);
        assertThat(replicas.get(330))
                .as("the first poll more than 300 s after the active one at 0")
                .isZero();
        assertThat(replicas.subList(330, 400)).containsOnly(0);
    }

    @Test
    void fallbackComesAfterMoreFailuresThanTheThresholdAndGoesWithThem() {
        ScaledObject spec = withFallback(3, 7, FallbackBehavior.STATIC, "kafka");
        List<Integer> replicas = run(spec, 15, 200, second -> second >= 20 && second < 150 ? FAILED : lag(20, 10));

        assertThat(replicas.get(19)).isEqualTo(2);
        assertThat(replicas.subList(20, 68))
                .as("failures at 22.5, 37.5 and 52.5 are three")
                .containsOnly(2);
        assertThat(replicas.subList(68, 150)).containsOnly(7);
        assertThat(replicas.get(199)).isEqualTo(2);
    }

    @Test
    void fallbackCanKeepWhatIsThere() {
        assertThat(afterFailing(FallbackBehavior.STATIC)).isEqualTo(4);
        assertThat(afterFailing(FallbackBehavior.CURRENT_REPLICAS)).isEqualTo(9);
        assertThat(afterFailing(FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER)).isEqualTo(9);
        assertThat(afterFailing(FallbackBehavior.CURRENT_REPLICAS_IF_LOWER)).isEqualTo(4);
    }

    @Test
    void withoutAFallbackAFailingTriggerHoldsTheCountForGood() {
        List<Integer> replicas =
                run(spec(0, 10, ANY, "kafka"), 15, 2000, second -> second > 100 ? FAILED : lag(60, 10));

        assertThat(replicas.subList(100, 2000)).containsOnly(6);
    }

    /** A schedule keeps its replicas through a lull of the other trigger, and lets KEDA go to zero afterwards. */
    @Test
    void aScheduleBesideAPushTriggerWarmsUpAndLetsGo() {
        KedaHpa keda = new KedaHpa(spec(0, 10, ANY, "external-push", "cron"), 1);
        int current = 0;
        for (int second = 0; second < 1000; second++) {
            boolean sale = second >= 100 && second < 200;
            current = keda.step(
                            second,
                            current,
                            List.of(TriggerReading.of(false, 0, 1), TriggerReading.of(sale, sale ? 4 : 1, 1)))
                    .replicas();
            if (second > 125 && second < 200) {
                assertThat(current).isEqualTo(4);
            }
            if (second > 201 && second < 480) {
                assertThat(current).isEqualTo(1);
            }
        }
        assertThat(current).isZero();
    }

    @Test
    void readingsAndTriggersMustMatch() {
        assertThatThrownBy(() -> new KedaHpa(spec(0, 1, ANY, "kafka"), 15).step(0, 0, List.of()))
                .hasMessageContaining("0 for 1 triggers");
        assertThatThrownBy(() -> new KedaHpa(spec(0, 1, ANY, "kafka"), 0)).hasMessageContaining("syncSeconds");
    }

    private static int afterFailing(FallbackBehavior behavior) {
        List<Integer> replicas =
                run(withFallback(0, 4, behavior, "kafka"), 15, 100, second -> second > 50 ? FAILED : lag(90, 10));
        return replicas.get(99);
    }

    /** Replicas after each second, from none. */
    private static List<Integer> run(
            ScaledObject spec, double sync, int seconds, DoubleFunction<TriggerReading> reading) {
        Keda keda = new KedaHpa(spec, sync);
        var replicas = new ArrayList<Integer>();
        int current = 0;
        for (int second = 0; second < seconds; second++) {
            current = keda.step(second, current, List.of(reading.apply(second))).replicas();
            replicas.add(current);
        }
        return replicas;
    }
}
