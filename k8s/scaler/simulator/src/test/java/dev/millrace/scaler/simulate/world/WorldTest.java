package dev.millrace.scaler.simulate.world;

import static dev.millrace.scaler.simulate.world.Scenarios.each;
import static dev.millrace.scaler.simulate.world.Scenarios.end;
import static dev.millrace.scaler.simulate.world.Scenarios.flow;
import static dev.millrace.scaler.simulate.world.Scenarios.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.simulate.scenario.Scenario;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Against cases that can be worked out by hand. */
class WorldTest {
    private static final Offset<Double> EXACT = within(1e-6);
    private static final Percentage A_BIN = Percentage.withPercentage(.9);

    /** 200/s for 10 s into one worker of 100/s: the backlog is a triangle of 20 s by 1,000 records. */
    @Test
    void overloadOfOneWorkerHasTheDelaysOfTheTriangle() {
        Scenario scenario = Scenarios.of(40, 1, "workers: {rate: 100, initial: 1}");

        Measured measured = end(new World(scenario, flow(scenario, each(10, 200)), 1));

        assertThat(measured.records()).isCloseTo(2000, EXACT);
        assertThat(measured.answered()).isCloseTo(2000, EXACT);
        assertThat(measured.maxDelaySeconds()).isCloseTo(10, EXACT);
        assertThat(measured.meanDelaySeconds()).isCloseTo(5, EXACT);
        assertThat(measured.p50DelaySeconds()).isCloseTo(5, A_BIN);
        assertThat(measured.p99DelaySeconds()).isCloseTo(9.9, A_BIN);
        assertThat(measured.lateShare()).as("over 2 of 0 to 10 s").isCloseTo(.8, EXACT);
        assertThat(measured.excessSeconds()).isCloseTo(1600 * 4.0, EXACT);
        assertThat(measured.lagSeconds()).isCloseTo(20 * 1000 / 2.0, EXACT);
        assertThat(measured.replicaSeconds()).isCloseTo(40, EXACT);
        assertThat(measured.busySeconds()).isCloseTo(20, EXACT);
    }

    @Test
    void coarseStepsGiveTheSameDelays() {
        Scenario scenario = Scenarios.of(40, 1, "step: 1s", "workers: {rate: 100, initial: 1}");

        Measured measured = end(new World(scenario, flow(scenario, each(10, 200)), 1));

        assertThat(measured.maxDelaySeconds()).isCloseTo(10, EXACT);
        assertThat(measured.meanDelaySeconds()).isCloseTo(5, EXACT);
    }

    @Test
    void backlogThatEndsWithinAStepEndsWhenItDoes() {
        Scenario scenario = Scenarios.of(8, 1, "step: 4s", "workers: {rate: 100, initial: 1}");
        // 150/s for 4 s leave 200; with 50/s coming these are answered 4 s later, at the step's end, and at 25/s after
        // 2.67 s.
        Flow flow = flow(scenario, second -> second < 4 ? 150 : 25);

        Measured measured = end(new World(scenario, flow, 1));

        // 600 records wait 0 to 2 s, then 200 / 75 s of 25/s wait 2 to 0 s, the others do not.
        double drained = 200 / 75.0 * 25;
        assertThat(measured.maxDelaySeconds()).isCloseTo(2, EXACT);
        assertThat(measured.meanDelaySeconds()).isCloseTo((600 + drained) / 700, EXACT);
    }

    @Test
    void serviceTimeOfABatchIsAddedToEachDelay() {
        Scenario scenario = Scenarios.of(
                10, 1, "workers: {batch: {fixed-seconds: .02, per-row-seconds: 0, max-rows: 32}, initial: 1}");

        Measured measured = end(new World(scenario, flow(scenario, each(10, 1000)), 1));

        assertThat(measured.maxDelaySeconds()).isCloseTo(.02, EXACT);
        assertThat(measured.busySeconds()).as("at 1,600 records/s").isCloseTo(10_000 / 1600.0, EXACT);
    }

    @Test
    void whatABusyWorkerDoesNotNeedForAPartitionGoesToTheOthers() {
        // Partition 0 has 80 of 100/s, the other five 4/s each; one worker of 50/s: the small ones wait for nothing.
        Scenario scenario = Scenarios.read(
                """
                name: test
                duration: 100s
                slo: 2s
                partitions: {count: 6, spread: hot, share: .8}
                arrivals: {shape: constant, rate: 100}
                workers: {rate: 50, initial: 1}
                scaling: {min: 0, max: 20}
                """);

        Measured measured = end(new World(scenario, flow(scenario, each(100, 100)), 1));

        assertThat(measured.p50DelaySeconds()).isGreaterThan(20);
        assertThat(measured.late())
                .as("the hot partition's records but for the first seconds, none of the 2,000 others")
                .isCloseTo(8000 - 80 * 2 / (1 - 30 / 80.0), within(5.0));
        assertThat(measured.answered()).isCloseTo(5000, EXACT);
    }

    @Test
    void workersThatStartOneAtATimeComeOneAfterAnotherAndArePaidForFromTheirStart() {
        Scenario scenario = Scenarios.of(
                40, 4, "workers: {rate: 100, startup: 5s, starting-at-once: 1, rebalance: 0s, initial: 0}");
        World world = new World(scenario, flow(scenario, each(40, 100)), 0);
        until(world, 10);
        world.order(3);
        until(world, 16);
        Observation one = world.observe();
        until(world, 26);
        Observation all = world.observe();

        Measured measured = end(world);

        assertThat(one.fleet().ready()).isEqualTo(1);
        assertThat(one.fleet().starting())
                .as("ordered 6 s ago: one starts, one waits")
                .hasSize(2);
        assertThat(all.fleet().ready()).isEqualTo(3);
        assertThat(measured.replicaSeconds()).isCloseTo(30 + 25 + 20, EXACT);
    }

    @Test
    void workersAreReadyAfterTheirStartAndPaidForFromTheirOrder() {
        Scenario scenario = Scenarios.of(100, 4, "workers: {rate: 100, startup: 5s, rebalance: 0s, initial: 0}");
        World world = new World(scenario, flow(scenario, each(100, 100)), 0);
        until(world, 10);
        world.order(2);
        until(world, 14);
        Observation starting = world.observe();
        until(world, 16);
        Observation ready = world.observe();
        until(world, 60);
        world.order(1);

        Measured measured = end(world);

        assertThat(starting.fleet().ready()).isZero();
        assertThat(starting.fleet().starting()).hasSize(2).allSatisfy(age -> assertThat(age)
                .isCloseTo(4, EXACT));
        assertThat(starting.loads().totalBacklog()).isBetween(1396L, 1400L);
        assertThat(ready.fleet().ready()).isEqualTo(2);
        assertThat(ready.fleet().busy()).isEqualTo(2);
        assertThat(measured.replicaSeconds()).isCloseTo(2 * 50 + 40, EXACT);
        assertThat(measured.startingSeconds()).isCloseTo(10, EXACT);
        assertThat(measured.zeroToOneSeconds()).isCloseTo(15, EXACT);
        assertThat(measured.maxDelaySeconds()).isCloseTo(15, EXACT);
        assertThat(measured.ups()).isEqualTo(1);
        assertThat(measured.downs()).isEqualTo(1);
        assertThat(measured.peakReplicas()).isEqualTo(2);
    }

    @Test
    void everybodyStopsForARebalance() {
        Scenario scenario = Scenarios.of(60, 4, "workers: {rate: 100, rebalance: 1500ms, initial: 1}");
        World world = new World(scenario, flow(scenario, each(60, 50)), 1);
        until(world, 20);
        world.order(2);

        Measured measured = end(world);

        assertThat(measured.maxDelaySeconds()).isCloseTo(1.5, EXACT);
        // 75 records wait, each worker answers 100/s: the backlog is gone 1 s after the pause.
        assertThat(measured.lagSeconds()).isCloseTo(75 * 1.5 / 2 + 75 * .5 / 2, within(.01));
    }

    @Test
    void aPauseOfHalfAStepDelaysWhatComesUntilTheLineIsGone() {
        Scenario scenario = Scenarios.of(60, 1, "step: 1s", "workers: {rate: 200, rebalance: 500ms, initial: 1}");
        World world = new World(scenario, flow(scenario, each(60, 50)), 1);
        until(world, 20);
        world.order(2);

        Measured measured = end(world);

        // The line of 25 is gone 1/6 s after the pause; 100/3 records have waited .25 s in the mean.
        assertThat(measured.maxDelaySeconds()).isCloseTo(.5, EXACT);
        assertThat(measured.meanDelaySeconds() * measured.records()).isCloseTo(100 / 3.0 * .25, EXACT);
    }

    @Test
    void deadWorkersPartitionsWaitUntilTheyAreMissed() {
        String workers = "workers: {rate: 100, startup: 20s, rebalance: 0s, initial: 2}";
        Scenario scenario = Scenarios.of(120, 4, workers, "kills: [{at: 30s, detection: 8s}]");

        Measured measured = end(new World(scenario, flow(scenario, each(120, 60)), 2));

        // Two partitions of 15/s wait for 8 s, then the one that lives has all four.
        assertThat(measured.maxDelaySeconds()).isCloseTo(8, EXACT);
        assertThat(measured.replicaSeconds())
                .as("a pod that restarts is paid for")
                .isCloseTo(240, EXACT);
        assertThat(measured.answered()).isCloseTo(7200, EXACT);
    }

    @Test
    void aWorkerThatIsBackBeforeItIsMissedTakesItsPartitionsAgain() {
        String workers = "workers: {rate: 100, startup: 3s, rebalance: 0s, initial: 2}";
        Scenario scenario = Scenarios.of(120, 4, workers, "kills: [{at: 30s, detection: 45s}]");

        Measured measured = end(new World(scenario, flow(scenario, each(120, 60)), 2));

        assertThat(measured.maxDelaySeconds()).isCloseTo(3, EXACT);
    }

    @Test
    void moreWorkersDoNotHelpAHotPartition() {
        Scenario scenario = Scenarios.read(
                """
                name: test
                duration: 100s
                slo: 2s
                partitions: {count: 10, spread: hot, share: .55}
                arrivals: {shape: constant, rate: 200}
                workers: {rate: 50, rebalance: 0s}
                scaling: {min: 0, max: 20}
                """);
        Flow flow = flow(scenario, each(100, 200));

        Measured ten = end(new World(scenario, flow, 10));
        Measured twenty = end(new World(scenario, flow, 20));

        assertThat(ten.answered())
                .as("90/s of the cool, 50 of the hot one's 110")
                .isCloseTo(14_000, within(.1));
        assertThat(twenty.answered()).isCloseTo(14_000, within(.1));
        assertThat(ten.maxDelaySeconds()).isCloseTo(100 * 60 / 110.0, within(.1));
    }

    @Test
    void aShareGroupsWorkersAllReadTheHotPartition() {
        Scenario scenario = Scenarios.read(
                """
                name: test
                duration: 100s
                slo: 2s
                partitions: {count: 2, spread: hot, share: .9}
                arrivals: {shape: constant, rate: 200}
                workers: {rate: 50, sharing: share}
                scaling: {min: 0, max: 20}
                """);

        Measured measured = end(new World(scenario, flow(scenario, each(100, 200)), 4));

        assertThat(measured.maxDelaySeconds()).isCloseTo(0, EXACT);
        assertThat(measured.answered()).isCloseTo(20_000, EXACT);
    }

    @Test
    void workersWaitForTheirNodeWhichStaysAWhile() {
        Scenario scenario = Scenarios.of(
                1000,
                4,
                "step: 1s",
                "workers: {rate: 100, startup: 10s, rebalance: 0s, initial: 1}",
                "nodes: {kind: gpu-l4, workers-per-node: 2, startup: 100s, warm: 1, keep: 200s}");
        World world = new World(scenario, flow(scenario, each(1000, 50)), 1);
        until(world, 100);
        world.order(3);
        until(world, 112);
        int second = world.observe().fleet().ready();
        until(world, 209);
        int waiting = world.observe().fleet().ready();
        until(world, 212);
        int all = world.observe().fleet().ready();
        until(world, 400);
        world.order(1);

        Measured measured = end(world);

        assertThat(second).as("room on the first node").isEqualTo(2);
        assertThat(waiting).isEqualTo(2);
        assertThat(all).isEqualTo(3);
        assertThat(measured.replicaSeconds())
                .as("the third from its place on the node on")
                .isCloseTo(1000 + 300 + 200, EXACT);
        assertThat(measured.nodeSeconds()).as("second node: 100 to 600 s").isCloseTo(1000 + 500, EXACT);
    }

    @Test
    void whatIsAnsweredAndNotCommittedIsStillLag() {
        Scenario scenario = Scenarios.of(60, 1, "workers: {rate: 100, commit: 5s, initial: 1}");
        World world = new World(scenario, flow(scenario, each(60, 40)), 1);
        until(world, 9);
        long before = world.observe().loads().totalBacklog();
        until(world, 10.1);
        long after = world.observe().loads().totalBacklog();

        assertThat(world.snapshot().waiting()).isZero();
        assertThat(before).as("since second 5").isEqualTo(4 * 40);
        assertThat(after).as("since second 10").isEqualTo(4);
    }
}
