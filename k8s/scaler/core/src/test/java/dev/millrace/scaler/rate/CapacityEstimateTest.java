package dev.millrace.scaler.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.rate.Estimate.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CapacityEstimateTest {
    private static final Capacity DECLARED = new Capacity(300, 5);

    private final CapacityEstimate estimate = new CapacityEstimate(DECLARED);
    private final Random random = new Random(4);

    @Test
    void nothingMeasuredIsAsDeclared() {
        assertThat(estimate.estimate(0)).isEqualTo(new Estimate(DECLARED, Source.DECLARED, Source.DECLARED));
        assertThat(Source.DECLARED.measured()).isFalse();
    }

    @Test
    void batchesOfSeveralWorkersMeasureIt() {
        work("a", 0, 60, .01, .001);
        work("b", 0, 60, .01, .001);
        Estimate measured = estimate.estimate(60);
        assertThat(measured.rate()).isEqualTo(Source.BATCHES);
        assertThat(measured.capacity().recordsPerSecond()).isEqualTo(32 / .042, within(10.));
        assertThat(measured.rate()).hasToString("measured from batches");
    }

    @Test
    void aFewBatchesAreNotBelieved() {
        estimate.report(new WorkSample("a", 1, 10, 10, 10, .2, .2, 32));
        assertThat(estimate.estimate(1).rate()).isEqualTo(Source.DECLARED);
    }

    @Test
    void batchesThatAreAllAlikeBoundWhatIsDeclared() {
        estimate.report(new WorkSample("a", 1, 100, 100, 100, 2, 2, 32));
        assertThat(rate(1)).as("declared 300, between 50 and 1,600").isEqualTo(300);
        var optimist = new CapacityEstimate(new Capacity(9_000, 5));
        optimist.report(new WorkSample("a", 1, 100, 100, 100, 2, 2, 32));
        assertThat(optimist.estimate(1).capacity().recordsPerSecond()).isEqualTo(1_600);
    }

    @Test
    void aRestartedWorkerIsNotCountedBackwards() {
        work("a", 0, 60, .01, .001);
        double before = rate(60);
        work("a", 61, 5, .01, .001);
        assertThat(rate(66)).isEqualTo(before, within(before * .02));
    }

    @Test
    void aReportThatCameTwiceOrLateCountsOnce() {
        var sample = new WorkSample("a", 10, 100, 200, 500, 2, 4.2, 8);
        estimate.report(sample);
        double before = rate(10);
        estimate.report(sample);
        estimate.report(new WorkSample("a", 9, 5_000, 5_000, 5_000, 5_000, 5_000, 8));
        assertThat(rate(10)).isEqualTo(before);
    }

    @Test
    void aModelThatBecameSlowerIsNoticedInMinutesAndASwapAtOnce() {
        work("a", 0, 300, .01, .001);
        work("b", 300, 600, .02, .002);
        assertThat(rate(900)).isEqualTo(16 / .042, within(10.));
        estimate.forget();
        assertThat(estimate.estimate(900).rate()).isEqualTo(Source.DECLARED);
    }

    @Test
    void idleHoursForgetNothing() {
        work("a", 0, 60, .01, .001);
        double before = rate(60);
        estimate.report(new WorkSample("b", 20_000, 0, 0, 0, 0, 0, 32));
        assertThat(rate(20_000)).isEqualTo(before);
    }

    @Test
    void whatIsSeenAtFullLoadWinsWhileFresh() {
        work("a", 0, 60, .01, .001);
        saturate(60, 10, 2, 2, 500);
        Estimate full = estimate.estimate(70);
        assertThat(full.rate()).isEqualTo(Source.SATURATED);
        assertThat(full.capacity().recordsPerSecond()).isEqualTo(500, within(1.));
        assertThat(estimate.estimate(1_000).rate()).isEqualTo(Source.BATCHES);
    }

    @Test
    void anIdleWorkerOrAnEmptyPartitionIsNotFullLoad() {
        saturate(0, 30, 2, 1, 100);
        assertThat(estimate.estimate(30).rate()).isEqualTo(Source.DECLARED);
        for (int second = 30; second < 60; second++) {
            long[] backlog = {10_000, 0};
            estimate.observe(seen(second, new long[] {20_000 + second * 100L, 0}, backlog, 2, 2));
        }
        assertThat(estimate.estimate(60).rate()).isEqualTo(Source.DECLARED);
    }

    @Test
    void aChangeOfWorkersBreaksTheMeasurement() {
        for (int second = 0; second < 60; second++) {
            long[] arrived = {100_000, 100_000};
            long[] backlog = {100_000 - second * 100L, 100_000 - second * 100L};
            int ready = 1 + second / 3 % 2;
            estimate.observe(seen(second, arrived, backlog, ready, ready));
        }
        assertThat(estimate.estimate(60).rate()).isEqualTo(Source.DECLARED);
    }

    @Test
    void startUpIsWhatNineOfTenStartsStayBelow() {
        for (int start = 1; start <= 20; start++) {
            estimate.started(start);
        }
        assertThat(estimate.estimate(0))
                .extracting(e -> e.capacity().startupSeconds(), Estimate::startup)
                .containsExactly(18., Source.STARTS);
        for (int start = 0; start < 20; start++) {
            estimate.started(2);
        }
        assertThat(estimate.estimate(0).capacity().startupSeconds()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimate.started(Double.NaN))
                .withMessageContaining("NaN");
    }

    @Test
    void aReportThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkSample("a", 1, 1, 1, 1, -1, 1, 32))
                .withMessage("a: busySeconds -1.0 is not 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkSample("a", 1, 1, -1, 1, 1, 1, 32))
                .withMessageContaining("rows -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkSample("a", 1, 1, 1, 1, 1, 1, 0))
                .withMessageContaining("maxBatch 0");
    }

    private double rate(double seconds) {
        return estimate.estimate(seconds).capacity().recordsPerSecond();
    }

    /** Batches of 1 to 8, ten a second. */
    private void work(String worker, double from, int reports, double fixed, double perRow) {
        var cost = BatchCost.NONE;
        for (int report = 1; report <= reports; report++) {
            for (int batch = 0; batch < 10; batch++) {
                int rows = 1 + random.nextInt(8);
                cost = cost.plus(BatchCostTest.one(rows, fixed + perRow * rows));
            }
            estimate.report(new WorkSample(
                    worker,
                    from + report,
                    Math.round(cost.batches()),
                    Math.round(cost.rows()),
                    cost.rowsSquared(),
                    cost.seconds(),
                    cost.rowSeconds(),
                    32));
        }
    }

    private void saturate(int from, int during, int ready, int busy, long perWorker) {
        for (int second = 0; second <= during; second++) {
            long[] arrived = new long[4];
            long[] backlog = new long[4];
            Arrays.fill(arrived, 100_000);
            Arrays.fill(backlog, 100_000 - second * perWorker * ready / 4);
            estimate.observe(seen(from + second, arrived, backlog, ready, busy));
        }
    }

    private static Observation seen(double seconds, long[] arrived, long[] backlog, int ready, int busy) {
        return new Observation(seconds, new Loads(arrived, backlog), new Fleet(ready, List.of(), busy), DECLARED);
    }
}
