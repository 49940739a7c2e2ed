package dev.millrace.scaler.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The policy against a small world: does what it decides bring the delay back, and does it then leave things alone? */
class ClosedLoopTest {
    private static final double STEP_AT = 120;

    @ParameterizedTest
    @CsvSource({
        "ONE_WORKER, .6, .5", "ONE_WORKER, 4, .5", "ONE_WORKER, 15, 1", "ONE_WORKER, 60, 1", "ONE_WORKER, 240, 1",
        "ANY_WORKER, .6, .5", "ANY_WORKER, 4, .5", "ANY_WORKER, 15, 1", "ANY_WORKER, 60, 1", "ANY_WORKER, 240, 1"
    })
    void aStepOfTenIsInsideTheSloAsSoonAsCanBe(Sharing sharing, double startup, double look) {
        DoubleFunction<Double> load = seconds -> seconds < STEP_AT ? 150. : 1_500.;
        var world = new World(sharing, 100, startup, 2, World.even(48, load), null);
        world.lookSeconds = look;
        world.run(2_500, new DelayPolicy(new DelayTarget(2, 0, 40, sharing)));
        var perfect = new World(sharing, 100, startup, 2, World.even(48, load), null);
        perfect.run(700, seen -> new Decision(seen.seconds() < STEP_AT ? 2 : 40, true, ""));

        double back = Math.max(0, late(world) - STEP_AT);
        double best = Math.max(0, late(perfect) - STEP_AT);
        assertThat(back).isLessThanOrEqualTo(1.3 * best + .05);
        assertThat(world.size()).isBetween(19, 24);
        assertThat(world.changes).hasSizeLessThanOrEqualTo(4);
        assertNoFlapping(world, 0);
    }

    @ParameterizedTest
    @EnumSource(Sharing.class)
    void aBurstOfATenthMoreStaysInsideTheSlo(Sharing sharing) {
        DoubleFunction<Double> load = seconds -> seconds % 60 < 30 ? 750. : 825.;
        var world = new World(sharing, 100, 4, 12, World.even(24, load), new Random(1));
        world.run(1_800, new DelayPolicy(new DelayTarget(2, 0, 24, sharing)));
        assertThat(world.lastLate).isNaN();
        assertThat(world.changes).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"60", "240"})
    void slowStartersDoNotOscillate(double startup) {
        for (Sharing sharing : Sharing.values()) {
            var world = new World(
                    sharing, 100, startup, 0, World.even(48, seconds -> seconds < 10 ? 0. : 1_000.), new Random(3));
            world.run(5_400, new DelayPolicy(new DelayTarget(2, 0, 48, sharing)));
            assertThat(world.lastLate).isLessThan(10 + startup * 1.6 + 10);
            assertNoFlapping(world, 0);
            assertThat(world.changes).hasSizeLessThanOrEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1.3", "5, 2.4", "20, 5.6", "37, 5.6", "200, 2.4", "1000, 12.81"})
    void steadyLoadChangesNothing(double perSecond, double workers) {
        for (Sharing sharing : Sharing.values()) {
            for (int seed = 0; seed < 2; seed++) {
                var world = new World(
                        sharing, perSecond / workers, 4, 0, World.even(24, seconds -> perSecond), new Random(seed));
                world.slo = 10;
                var policy = new DelayPolicy(new DelayTarget(10, 0, 24, sharing));
                world.run(600, policy);
                int settled = world.changes.size();
                world.run(600 + 3_600, policy);
                assertThat(world.changes.size() - settled)
                        .as("%s of %s/s, %s workers: %s", sharing, perSecond, workers, world.changes)
                        .isLessThanOrEqualTo(6);
            }
        }
    }

    /** The whole group stands still at each change, as with eager rebalancing: what piles up then is no reason for the next change. */
    @ParameterizedTest
    @CsvSource({".6, 1", ".6, 3", ".6, 5", "4, 3", "4, 5", "15, 5"})
    void aGroupThatStopsAtEachChangeComesToRest(double startup, double handOver) {
        DoubleFunction<Double> load = seconds -> seconds < 60 ? 1_500. : 500.;
        var world = new World(Sharing.ONE_WORKER, 100, startup, 24, World.even(48, load), new Random(2));
        world.handOver = handOver;
        world.run(600, new DelayPolicy(new DelayTarget(2, 0, 48, Sharing.ONE_WORKER)));
        assertThat(world.size()).isEqualTo(8);
        assertThat(world.changes).hasSizeLessThanOrEqualTo(12);
        assertThat(world.changes.get(world.changes.size() - 1).seconds()).isLessThan(450);
    }

    @Test
    void aDeadWorkerIsReplacedAndNoOneElseGoes() {
        var world = new World(Sharing.ONE_WORKER, 100, 15, 6, World.even(12, seconds -> 450.), null);
        var policy = new DelayPolicy(new DelayTarget(2, 0, 12, Sharing.ONE_WORKER));
        world.run(300, policy);
        world.killOne();
        world.run(1_200, policy);
        assertThat(late(world)).isLessThan(300 + 45);
        assertThat(world.size()).isEqualTo(6);
        assertNoFlapping(world, 301);
    }

    @Test
    void aHotPartitionBuysNoCrowd() {
        DoubleFunction<double[]> load = seconds -> {
            double[] each = new double[24];
            java.util.Arrays.fill(each, 5);
            each[7] = seconds < STEP_AT ? 5 : 150;
            return each;
        };
        var world = new World(Sharing.ONE_WORKER, 100, 4, 2, load, new Random(5));
        world.run(900, new DelayPolicy(new DelayTarget(2, 0, 24, Sharing.ONE_WORKER)));
        assertThat(world.size()).isLessThanOrEqualTo(4);
        assertThat(world.last.reason()).contains("hot partition 7");
    }

    /** Above its share of a worker, but not above a worker: room is made beside it. */
    @Test
    void aFullPartitionGetsRoom() {
        DoubleFunction<double[]> load = seconds -> {
            double[] each = new double[12];
            java.util.Arrays.fill(each, 10);
            each[0] = seconds < STEP_AT ? 10 : 70;
            return each;
        };
        var world = new World(Sharing.ONE_WORKER, 100, 4, 2, load, new Random(6));
        world.run(900, new DelayPolicy(new DelayTarget(2, 0, 12, Sharing.ONE_WORKER)));
        assertThat(late(world)).isLessThan(STEP_AT + 90);
        assertThat(world.size()).isBetween(4, 6);
    }

    @Test
    void toZeroAndBack() {
        var world = new World(
                Sharing.ONE_WORKER,
                100,
                2,
                0,
                World.even(12, seconds -> seconds % 600 < 100 ? 300. : 0.),
                new Random(8));
        var policy = new DelayPolicy(new DelayTarget(4, 0, 12, Sharing.ONE_WORKER));
        world.slo = 4;
        for (int round = 0; round < 3; round++) {
            world.run(round * 600 + 90, policy);
            assertThat(world.ready()).isGreaterThanOrEqualTo(4);
            world.run(round * 600 + 100 + 10 + world.cooldown + 5, policy);
            assertThat(world.size()).isZero();
            assertThat(world.backlog()).isLessThan(1);
            world.run(round * 600 + 599, policy);
            assertThat(world.size()).isZero();
        }
        assertThat(world.maxDelay).isLessThan(6);
    }

    private static double late(World world) {
        return Double.isNaN(world.lastLate) ? 0 : world.lastLate;
    }

    /** No worker goes to be called back within five minutes. */
    private static void assertNoFlapping(World world, double from) {
        List<World.Change> changes = world.changes.stream()
                .filter(change -> change.seconds() >= from)
                .toList();
        for (int i = 1; i < changes.size(); i++) {
            boolean downThenUp = changes.get(i - 1).to() < changes.get(i - 1).from()
                    && changes.get(i).to() > changes.get(i).from();
            assertThat(downThenUp
                            && changes.get(i).seconds() - changes.get(i - 1).seconds() < 300)
                    .as("%s", changes)
                    .isFalse();
        }
    }
}
