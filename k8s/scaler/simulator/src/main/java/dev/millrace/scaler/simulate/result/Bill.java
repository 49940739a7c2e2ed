package dev.millrace.scaler.simulate.result;

import dev.millrace.load.scenario.Prices;
import dev.millrace.scaler.simulate.scenario.Nodes;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Measured;

/**
 * What a run would cost, estimated. Workers on nodes of their own cost what the nodes cost, by the hour and whether used or not; others what
 * they reserve. A worker that starts takes as much power as one that works.
 *
 * @param money in the price list's currency
 * @param wattHours of energy
 * @param idleWattHours of these, while nothing was worked on
 */
public record Bill(double money, double wattHours, double idleWattHours) {
    private static final double HOUR = 3600;

    public static Bill of(Scenario scenario, Measured measured, PriceList prices) {
        double active = measured.busySeconds() + measured.startingSeconds();
        Nodes nodes = scenario.nodes();
        if (nodes == null) {
            Prices worker = prices.worker();
            double hourly = worker.workerCores() * worker.coreHour() + worker.workerGib() * worker.gibHour();
            double idle = Math.max(0, measured.replicaSeconds() - active);
            return energy(
                    measured.replicaSeconds() / HOUR * hourly,
                    active * worker.workerCores() * worker.activeWatts(),
                    idle * worker.workerCores() * worker.idleWatts());
        }
        PriceList.Node node = prices.node(nodes.kind());
        double used = Math.min(measured.nodeSeconds(), active / nodes.workersPerNode());
        return energy(
                measured.nodeSeconds() / HOUR * node.hour(),
                used * node.activeWatts(),
                (measured.nodeSeconds() - used) * node.idleWatts());
    }

    private static Bill energy(double money, double activeJoules, double idleJoules) {
        return new Bill(money, (activeJoules + idleJoules) / HOUR, idleJoules / HOUR);
    }

    /** 0 to 1. */
    public double idleShare() {
        return wattHours > 0 ? idleWattHours / wattHours : 0;
    }
}
