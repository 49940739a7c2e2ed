package dev.millrace.scaler.simulate.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.simulate.scenario.Scenario;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConservationTest {
    /** Whatever is ordered when and whoever dies: each record is answered or waits, and Little's law holds. */
    @Property(tries = 150)
    void nothingIsLostAndLagIsTheSumOfDelays(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 17) int partitions,
            @ForAll boolean counted,
            @ForAll boolean share) {
        SplittableRandom dice = new SplittableRandom(seed);
        Scenario scenario = Scenarios.of(
                120,
                partitions,
                "step: 200ms",
                "workers: {rate: 40, startup: 3s, commit: 0s, rebalance: 500ms, deal: "
                        + (dice.nextBoolean() ? "contiguous" : "round-robin") + (share ? ", sharing: share}" : "}"),
                "kills: [{at: 40s, workers: 2, detection: 6s}]");
        Flow flow = counted ? counted(scenario, dice) : smooth(scenario, dice);
        World world = new World(scenario, flow, dice.nextInt(4));
        while (!world.isOver()) {
            if (dice.nextInt(20) == 0) {
                world.order(dice.nextInt(8));
            }
            world.advance();
            assertThat(world.snapshot().waiting()).isGreaterThan(-1e-6);
        }
        double waiting = world.snapshot().waiting();
        Observation seen = world.observe();

        Measured measured = world.finish();

        assertThat(measured.answered() + waiting).isCloseTo(measured.records(), within(1e-6));
        assertThat((double) seen.loads().totalBacklog()).isCloseTo(waiting, within(partitions + 1.0));
        assertThat(measured.busySeconds()).isLessThanOrEqualTo(measured.replicaSeconds() + 1e-6);
        // The lag is summed up by trapezoids, which miss the corner of a pause's end within a step.
        assertThat(measured.meanDelaySeconds() * measured.records())
                .isCloseTo(measured.lagSeconds(), within(.01 * measured.lagSeconds() + .1 * .2 * measured.records()));
        assertThat(measured.p50DelaySeconds()).isLessThanOrEqualTo(measured.p99DelaySeconds());
        assertThat(measured.p99DelaySeconds()).isLessThanOrEqualTo(measured.maxDelaySeconds());
    }

    private static Flow smooth(Scenario scenario, SplittableRandom dice) {
        double[] rates = new double[30];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = dice.nextInt(3) == 0 ? 0 : dice.nextDouble(400);
        }
        return Scenarios.flow(scenario, Scenarios.each(4, rates));
    }

    private static Flow counted(Scenario scenario, SplittableRandom dice) {
        int[][] arrivals = new int[scenario.steps()][scenario.partitions().count()];
        for (int[] step : arrivals) {
            for (int p = 0; p < step.length; p++) {
                step[p] = dice.nextInt(3) == 0 ? dice.nextInt(20) : 0;
            }
        }
        return Flow.counted(scenario.stepSeconds(), arrivals);
    }
}
