package dev.millrace.scaler.simulate;

import dev.millrace.scaler.simulate.contend.Flight;
import dev.millrace.scaler.simulate.contend.Pilot.Order;
import dev.millrace.scaler.simulate.result.Change;
import dev.millrace.scaler.simulate.result.Curves;
import dev.millrace.scaler.simulate.world.Flow;
import dev.millrace.scaler.simulate.world.Snapshot;
import dev.millrace.scaler.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Draws a run's curves, at most 600 points each. */
final class Recorder implements Flight.Listener {
    private static final int POINTS = 600;
    private static final int MOST_CHANGES = 1000;
    private static final int CALLS = 100;

    private final Flow flow;
    private final DoubleConsumer progress;
    private final int every;
    private int step;

    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> arrivals = new ArrayList<>();
    private final List<Double> backlog = new ArrayList<>();
    private final List<Double> delay = new ArrayList<>();
    private final List<Integer> replicas = new ArrayList<>();
    private final List<Integer> ready = new ArrayList<>();
    private final List<Integer> nodes = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    Recorder(Flow flow, DoubleConsumer progress) {
        this.flow = flow;
        this.progress = progress;
        this.every = (flow.steps() + POINTS - 1) / POINTS;
    }

    @Override
    public void step(World world) {
        if (step > 0 && (step % every == 0 || world.isOver())) {
            take(world.snapshot());
        }
        if (step % Math.max(1, flow.steps() / CALLS) == 0) {
            progress.accept((double) step / flow.steps());
        }
        step++;
    }

    private void take(Snapshot seen) {
        int from = seconds.size() * every;
        double length = (step - from) * flow.stepSeconds();
        seconds.add(seen.second());
        arrivals.add((flow.total(step) - flow.total(from)) / length);
        backlog.add(seen.waiting());
        delay.add(seen.delaySeconds());
        replicas.add(seen.replicas());
        ready.add(seen.ready());
        nodes.add(seen.nodes());
    }

    @Override
    public void changed(double second, int from, Order order) {
        if (changes.size() < MOST_CHANGES) {
            changes.add(new Change(second, from, order.replicas(), order.reason()));
        }
    }

    Curves curves() {
        return new Curves(seconds, arrivals, backlog, delay, replicas, ready, nodes);
    }

    List<Change> changes() {
        return changes;
    }
}
