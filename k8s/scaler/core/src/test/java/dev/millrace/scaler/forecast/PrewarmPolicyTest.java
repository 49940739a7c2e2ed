package dev.millrace.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.decide.ReplicaPolicy;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrewarmPolicyTest {
    private static final double DAY = 86_400;
    private static final double PEAK = 18 * 3_600;
    private static final DelayTarget TARGET = new DelayTarget(2, 0, 20, Sharing.ANY_WORKER);
    private static final ReplicaPolicy IDLE = seen -> new Decision(0, false, "idle");
    private static final ReplicaPolicy THREE = seen -> new Decision(3, true, "three");

    private final SeasonalForecast forecast = new SeasonalForecast(ZoneOffset.UTC);

    @Test
    void saysNothingBeforeTwoDays() {
        live(THREE, 0, 1);
        assertThat(at(THREE, DAY + PEAK - 200)).isEqualTo(new Decision(3, true, "three"));
    }

    @Test
    void workersAreReadyBeforeThePeak() {
        live(THREE, 0, 2);
        double peak = 2 * DAY + PEAK;
        assertThat(at(THREE, peak - 400).replicas())
                .as("240 s of start-up, 60 s of margin")
                .isEqualTo(3);
        Decision ahead = at(THREE, peak - 299);
        assertThat(ahead.replicas()).isEqualTo(13);
        assertThat(ahead.kind()).isEqualTo(Decision.Kind.FORECAST);
        assertThat(ahead.reason()).isEqualTo("forecast of 1,000 records/s within 300 s wants 13; without it three");
        assertThat(at(THREE, peak + 600).replicas())
                .as("the peak is on, expected for an hour")
                .isEqualTo(13);
        assertThat(at(THREE, peak + 3_900).replicas()).isEqualTo(3);
    }

    @Test
    void whatWorkersNeededToComeIsKeptAsADistance() {
        live(THREE, 0, 2);
        double peak = 2 * DAY + PEAK;
        var policy = new PrewarmPolicy(THREE, forecast, TARGET, 0, 60);
        policy.decide(seen(peak - 7_200, 0));
        policy.decide(seen(peak - 7_200 + 599, 0));
        policy.decide(seen(peak - 7_200 + 600, 0, 3)); // a node had to come
        assertThat(policy.decide(seen(peak - 661, 0, 3)).replicas()).isEqualTo(3);
        assertThat(policy.decide(seen(peak - 660, 0, 3)).reason())
                .startsWith("forecast of 1,000 records/s within 660 s wants 13");
    }

    @Test
    void aPeakWakesFromZero() {
        live(IDLE, 0, 2);
        assertThat(at(IDLE, 2 * DAY + 3_600))
                .extracting(Decision::replicas, Decision::active)
                .containsExactly(0, false);
        assertThat(at(IDLE, 2 * DAY + PEAK - 200))
                .extracting(Decision::replicas, Decision::active)
                .containsExactly(13, true);
    }

    @Test
    void neverFewerThanWithoutIt() {
        live(THREE, 0, 2);
        ReplicaPolicy many = seen -> new Decision(17, true, "many");
        assertThat(at(many, 2 * DAY + PEAK)).isEqualTo(new Decision(17, true, "many"));
    }

    @Test
    void neverAboveWhatHelps() {
        live(THREE, 0, 2);
        var group = new DelayTarget(2, 0, 20, Sharing.ONE_WORKER);
        var policy = new PrewarmPolicy(THREE, forecast, group, 0, 60);
        assertThat(policy.decide(seen(2 * DAY + PEAK, 0)).replicas()).isEqualTo(4);
    }

    @Test
    void aMarginMustBeATime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrewarmPolicy(IDLE, forecast, TARGET, 0, Double.NaN))
                .withMessageContaining("marginSeconds: NaN");
    }

    /** From 18:00 to 19:00 1,000 records/s, else one in an hour. */
    private void live(ReplicaPolicy wrapped, int fromDay, int days) {
        var policy = new PrewarmPolicy(wrapped, forecast, TARGET, 0, 60);
        double arrived = 0;
        for (double now = fromDay * DAY; now <= (fromDay + days) * DAY; now += 60) {
            policy.decide(seen(now, (long) arrived));
            double hour = now % DAY;
            arrived += hour >= PEAK && hour < PEAK + 3_600 ? 60_000 : 1 / 60.;
        }
    }

    private Decision at(ReplicaPolicy wrapped, double seconds) {
        double epochAtZero = -1_000;
        return new PrewarmPolicy(wrapped, forecast, TARGET, epochAtZero, 60).decide(seen(seconds + 1_000, 0));
    }

    private static Observation seen(double seconds, long arrived) {
        return seen(seconds, arrived, 0);
    }

    private static Observation seen(double seconds, long arrived, int ready) {
        return new Observation(
                seconds,
                new Loads(new long[] {arrived, 0, 0, 0}, new long[4]),
                new Fleet(ready, List.of(), 0),
                new Capacity(100, 240));
    }
}
