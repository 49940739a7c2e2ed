package dev.millrace.scaler.simulate.contend;

import static dev.millrace.scaler.simulate.world.Scenarios.each;
import static dev.millrace.scaler.simulate.world.Scenarios.flow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.simulate.contend.Flight.Listener;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;
import dev.millrace.scaler.simulate.world.Measured;
import dev.millrace.scaler.simulate.world.Scenarios;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PerfectKnowledgeTest {
    @Test
    void workersAreReadyWhenTheStepComes() {
        Scenario scenario = Scenarios.of(120, 10, "workers: {rate: 100, startup: 30s, rebalance: 0s, initial: 1}");
        Flow flow = flow(scenario, each(60, 50, 1000));

        Measured measured = run(scenario, flow);

        assertThat(measured.late()).isZero();
        assertThat(measured.maxDelaySeconds()).isLessThanOrEqualTo(2);
        // 60 s of one, 60 s of ten and their start; some seconds for looks and slack.
        assertThat(measured.replicaSeconds()).isBetween(60 + 600 + 9 * 30.0, 60 + 600 + 9 * 30 + 50.0);
        assertThat(measured.peakReplicas()).isEqualTo(10);
    }

    @Test
    void noWorkerRunsWhereNothingComes() {
        Scenario scenario = Scenarios.of(600, 10, "workers: {rate: 100, startup: 5s, initial: 1}");
        Flow flow = flow(scenario, second -> second >= 300 && second < 360 ? 80 : 0);

        Measured measured = run(scenario, flow);

        assertThat(measured.late()).isZero();
        assertThat(measured.replicaSeconds()).isBetween(60.0, 75.0);
        assertThat(measured.changes()).isEqualTo(2);
    }

    @Test
    void nodesAreAskedForAheadAsWell() {
        Scenario scenario = Scenarios.of(
                1200,
                10,
                "workers: {rate: 100, startup: 30s, initial: 1}",
                "nodes: {kind: gpu-l4, workers-per-node: 1, startup: 240s}");

        Measured measured = run(scenario, flow(scenario, each(600, 50, 500)));

        assertThat(measured.late()).isZero();
    }

    /** Wherever so many workers as there may be can do it at all, it keeps the SLO, and with fewer replica-seconds. */
    @Property(tries = 40)
    void keepsTheSloWhereverTheMostWorkersDo(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 24) int partitions,
            @ForAll @DoubleRange(min = 0, max = 40) double startup) {
        SplittableRandom dice = new SplittableRandom(seed);
        Scenario scenario = Scenarios.of(
                240,
                partitions,
                "workers: {rate: 50, startup: " + Math.round(startup) + "s, rebalance: 300ms, initial: 1}");
        double[] rates = new double[12];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = dice.nextInt(4) == 0 ? 0 : dice.nextDouble(Math.min(20, partitions) * 50 * .9);
        }
        Flow flow = flow(scenario, each(20, rates));
        Measured most = Flight.run(scenario, flow, new FixedReplicas(20).pilot(scenario, flow), Listener.NONE);

        Measured measured = run(scenario, flow);

        if (most.late() <= 0) {
            assertThat(measured.late()).isZero();
            assertThat(measured.replicaSeconds()).isLessThanOrEqualTo(most.replicaSeconds() + 20 * startup);
        }
    }

    private static Measured run(Scenario scenario, Flow flow) {
        return Flight.run(scenario, flow, new PerfectKnowledge().pilot(scenario, flow), Listener.NONE);
    }
}
