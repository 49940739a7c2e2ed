package dev.millrace.scaler.keda;

import static dev.millrace.scaler.keda.Specs.ANY;
import static dev.millrace.scaler.keda.Specs.ANY_DOWN;
import static dev.millrace.scaler.keda.Specs.ANY_UP;
import static dev.millrace.scaler.keda.Specs.kafka;
import static dev.millrace.scaler.keda.Specs.lag;
import static dev.millrace.scaler.keda.Specs.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scaler.keda.ScaledObject.Behavior;
import dev.millrace.scaler.keda.ScaledObject.MetricType;
import dev.millrace.scaler.keda.ScaledObject.Policy;
import dev.millrace.scaler.keda.ScaledObject.Policy.Kind;
import dev.millrace.scaler.keda.ScaledObject.Rules;
import dev.millrace.scaler.keda.ScaledObject.Select;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The formula, the windows and the policies, with the figures of the Kubernetes documentation and of known issues. */
class HpaTest {
    private static final Behavior DEFAULT = BehaviorYaml.DEFAULT;

    /** Documentation: "if the current metric value is 200m and the desired value is 100m, the number of replicas will be doubled". */
    @Test
    void valueIsComparedWithTheTargetAsItIs() {
        Hpa hpa = new Hpa(kafka(0, 100, DEFAULT));

        assertThat(hpa.desired(MetricType.VALUE, lag(.2, .1), 3)).isEqualTo(6);
        assertThat(hpa.desired(MetricType.VALUE, lag(.05, .1), 3))
                .as("50m of 100m halves, rounded up")
                .isEqualTo(2);
    }

    @Test
    void averageValueIsDividedByTheTargetWhateverIsThere() {
        Hpa hpa = new Hpa(kafka(0, 100, DEFAULT));

        for (int current : new int[] {1, 3, 50}) {
            assertThat(hpa.desired(MetricType.AVERAGE_VALUE, lag(201, 10), current))
                    .isEqualTo(21);
        }
    }

    @Test
    void nothingChangesWithinATenthOfTheTarget() {
        Hpa hpa = new Hpa(kafka(0, 100, DEFAULT));

        assertThat(hpa.desired(MetricType.AVERAGE_VALUE, lag(110, 10), 10)).isEqualTo(10);
        assertThat(hpa.desired(MetricType.AVERAGE_VALUE, lag(110.1, 10), 10)).isEqualTo(12);
        assertThat(hpa.desired(MetricType.AVERAGE_VALUE, lag(90, 10), 10)).isEqualTo(10);
        assertThat(hpa.desired(MetricType.AVERAGE_VALUE, lag(89, 10), 10)).isEqualTo(9);
    }

    /** kedacore/keda#2908 (64 partitions), #4791 (24): the cap of the trigger and the tolerance of the HPA meet. */
    @Test
    void theStockTriggerStaysOneShortOfElevenPartitionsAndMore() {
        for (int partitions : new int[] {11, 12, 24, 64}) {
            Hpa hpa = new Hpa(kafka(0, partitions, DEFAULT));
            TriggerReading cappedBacklog = lag(partitions * 3000.0, 3000);

            assertThat(settled(hpa, partitions - 1, cappedBacklog)).isEqualTo(partitions - 1);
        }
        assertThat(settled(new Hpa(kafka(0, 10, DEFAULT)), 9, lag(30_000, 3000)))
                .isEqualTo(10);
    }

    @Test
    void withoutToleranceTheLastPartitionGetsItsReplica() {
        Hpa hpa = new Hpa(kafka(0, 64, ANY));

        assertThat(settled(hpa, 63, lag(192_000, 3000))).isEqualTo(64);
    }

    /** kedacore/keda#4483: 29 records of 5 each on 5 partitions. */
    @Test
    void oneReplicaMoreThanPartitionsComesUnlessMaxReplicaCountForbidsIt() {
        assertThat(settled(new Hpa(kafka(0, 100, DEFAULT)), 5, lag(29, 5))).isEqualTo(6);
        assertThat(settled(new Hpa(kafka(0, 5, DEFAULT)), 5, lag(29, 5))).isEqualTo(5);
    }

    @Test
    void theDefaultGoesUpByFourPodsOrDoublesInFifteenSecondsWhateverIsMore() {
        Hpa hpa = new Hpa(kafka(0, 100, DEFAULT));
        TriggerReading much = lag(1000, 10);

        assertThat(sync(hpa, 0, 1, much)).isEqualTo(5);
        assertThat(sync(hpa, 5, 5, much)).as("the period is used up").isEqualTo(5);
        assertThat(sync(hpa, 15, 5, much)).isEqualTo(10);
        assertThat(sync(hpa, 30, 10, much)).isEqualTo(20);
    }

    @Test
    void theDefaultGoesDownAtOnceButOnlyToTheHighestOfFiveMinutes() {
        Hpa hpa = new Hpa(kafka(0, 100, DEFAULT));
        sync(hpa, 0, 20, lag(200, 10));
        sync(hpa, 15, 20, lag(150, 10));
        for (int seconds = 30; seconds < 300; seconds += 15) {
            assertThat(sync(hpa, seconds, 20, lag(0, 10))).isEqualTo(20);
        }

        assertThat(sync(hpa, 300, 20, lag(0, 10)))
                .as("the 20 is out of the window, the 15 is not")
                .isEqualTo(15);
        assertThat(sync(hpa, 315, 15, lag(0, 10))).isEqualTo(1);
    }

    /** Documentation: 10 % a minute from 80 is 8 pods, from 72 "10% of the pods is 7.2 but the number is rounded up to 8". */
    @Test
    void percentDownCountFromTheStartOfThePeriodAndLeaveARoundedDownCount() {
        Hpa hpa = new Hpa(kafka(0, 100, new Behavior(ANY_UP, rules(0, 0, new Policy(Kind.PERCENT, 10, 60)))));
        TriggerReading little = lag(10, 10);

        assertThat(sync(hpa, 0, 80, little)).isEqualTo(72);
        assertThat(sync(hpa, 30, 72, little)).isEqualTo(72);
        assertThat(sync(hpa, 60, 72, little)).isEqualTo(64);
    }

    @Test
    void theSmallestPolicyOrNoneCanBeSelected() {
        var both = List.of(new Policy(Kind.PODS, 1, 15), new Policy(Kind.PERCENT, 50, 15));
        Hpa least = new Hpa(
                kafka(0, 100, new Behavior(new Rules(0, Select.MIN, both, 0), new Rules(0, Select.MIN, both, 0))));
        Hpa none = new Hpa(kafka(
                0, 100, new Behavior(new Rules(0, Select.DISABLED, both, 0), new Rules(0, Select.DISABLED, both, 0))));

        assertThat(sync(least, 0, 10, lag(1000, 10))).isEqualTo(11);
        assertThat(sync(least, 60, 11, lag(10, 10))).isEqualTo(10);
        assertThat(sync(none, 0, 10, lag(1000, 10))).isEqualTo(10);
        assertThat(sync(none, 60, 10, lag(10, 10))).isEqualTo(10);
    }

    @Test
    void upwardsTheLowestRecommendationOfTheWindowCounts() {
        Hpa hpa = new Hpa(kafka(0, 100, new Behavior(rules(60, 0, new Policy(Kind.PODS, 1000, 15)), ANY_DOWN)));

        assertThat(sync(hpa, 0, 5, lag(50, 10))).isEqualTo(5);
        assertThat(sync(hpa, 15, 5, lag(900, 10))).isEqualTo(5);
        assertThat(sync(hpa, 30, 5, lag(400, 10))).isEqualTo(5);
        assertThat(sync(hpa, 60, 5, lag(600, 10))).isEqualTo(40);
    }

    @Test
    void aRecommendationAsOldAsTheWindowIsOutOfIt() {
        Hpa hpa = new Hpa(kafka(
                0,
                100,
                new Behavior(
                        rules(60, 0, new Policy(Kind.PODS, 1000, 15)),
                        rules(30, 0, new Policy(Kind.PERCENT, 100, 15)))));

        assertThat(sync(hpa, 0, 10, lag(100, 10))).isEqualTo(10);
        assertThat(sync(hpa, 29, 10, lag(50, 10))).isEqualTo(10);
        assertThat(sync(hpa, 30, 10, lag(50, 10))).isEqualTo(5);
    }

    @Test
    void aFailedTriggerForbidsGoingDownAndLetsGoUp() {
        Hpa hpa = new Hpa(Specs.spec(0, 100, ANY, "kafka", "cron"));
        TriggerReading failed = TriggerReading.failed("no route to host");

        assertThat(hpa.sync(0, 5, List.of(lag(10, 10), failed)).replicas()).isEqualTo(5);
        assertThat(hpa.sync(15, 5, List.of(failed, lag(80, 10))).replicas()).isEqualTo(8);
        assertThat(hpa.sync(30, 8, List.of(failed, failed)).replicas()).isEqualTo(8);
        assertThat(hpa.sync(45, 8, List.of(failed, failed)).reason())
                .contains("no route to host", "nothing is taken away");
    }

    @Test
    void theLargestOfTheTriggersCounts() {
        Hpa hpa = new Hpa(Specs.spec(0, 100, ANY, "kafka", "cron"));

        assertThat(hpa.sync(0, 5, List.of(lag(30, 10), lag(7, 1)))).satisfies(scaling -> {
            assertThat(scaling.replicas()).isEqualTo(7);
            assertThat(scaling.reason()).isEqualTo("cron is at 7.000 of 1.000 each, which wants 7");
        });
    }

    @Test
    void limitsThatWereChangedCountAtOnce() {
        assertThat(sync(new Hpa(kafka(0, 4, DEFAULT)), 0, 9, lag(90, 10))).isEqualTo(4);
        assertThat(sync(new Hpa(kafka(3, 9, DEFAULT)), 0, 1, lag(0, 10))).isEqualTo(3);
    }

    @Test
    void zeroIsNotTheHpasBusiness() {
        Hpa hpa = new Hpa(kafka(0, 4, ANY));

        assertThat(sync(hpa, 0, 3, lag(0, 10))).isEqualTo(1);
        assertThat(sync(hpa, 0, 3, lag(-500, 10)))
                .as("a topic that was made anew")
                .isEqualTo(1);
        assertThatThrownBy(() -> sync(hpa, 15, 0, lag(100, 10))).hasMessageContaining("switched off at 0");
        assertThatThrownBy(() -> sync(hpa, 15, 1, lag(100, 0))).hasMessageContaining("target: 0.0");
    }

    @Property
    void theCountStaysInsideItsLimitsAndNeverMovesAwayFromWhatIsWanted(
            @ForAll @IntRange(min = 1, max = 40) int max,
            @ForAll @DoubleRange(min = 0, max = 1000) double value,
            @ForAll @IntRange(min = 1, max = 40) int start) {
        Hpa hpa = new Hpa(kafka(0, max, DEFAULT));
        int wanted = (int) Math.max(1, Math.min(max, Math.ceil(value / 10)));
        int current = Math.min(start, max);
        for (int seconds = 0; seconds <= 600; seconds += 15) {
            int next = sync(hpa, seconds, current, lag(value, 10));
            assertThat(next).isBetween(1, max).isBetween(Math.min(current, wanted), Math.max(current, wanted));
            current = next;
        }
        // 11 of 10 each is inside the tolerance as the HPA calculates, and outside as this does.
        assertThat(Math.abs(value / (10 * current) - 1) <= .1 + 1e-9 || current == wanted)
                .isTrue();
    }

    /** After ten minutes of the same metric. */
    private static int settled(Hpa hpa, int start, TriggerReading reading) {
        int current = start;
        for (int seconds = 0; seconds <= 600; seconds += 15) {
            current = sync(hpa, seconds, current, reading);
        }
        return current;
    }

    private static int sync(Hpa hpa, double seconds, int current, TriggerReading reading) {
        return hpa.sync(seconds, current, List.of(reading)).replicas();
    }
}
