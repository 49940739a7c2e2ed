package dev.millrace.scaler.simulate.world;

import dev.millrace.scaler.simulate.scenario.Nodes;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes as a cluster autoscaler keeps them: one is asked for as soon as a worker finds no room, and goes when it was not needed for a
 * while. Workers are taken to be packed, so that only their number counts.
 */
final class NodePool {
    private static final double SOON = 1e-9;

    private final Nodes spec;
    /** When each node is there, in the order of asking. */
    private final List<Double> readyAt = new ArrayList<>();
    /** Since when nodes are not needed, the longest first; at most as many as there are nodes that are not. */
    private final List<Double> unneededSince = new ArrayList<>();

    NodePool(Nodes spec, int workers) {
        this.spec = spec;
        for (int i = 0; i < Math.max(spec.warm(), nodesFor(workers)); i++) {
            readyAt.add(0.0);
        }
    }

    /** Workers that have room at {@code now}. */
    int room(double now) {
        int ready = 0;
        for (double at : readyAt) {
            ready += at <= now + SOON ? 1 : 0;
        }
        return ready * spec.workersPerNode();
    }

    /** Asks for nodes or gives them back, for {@code workers} that are placed or wait for a place. */
    void settle(double now, int workers) {
        int needed = Math.max(spec.warm(), nodesFor(workers));
        while (readyAt.size() < needed) {
            readyAt.add(now + spec.startupSeconds());
        }
        while (unneededSince.size() > readyAt.size() - needed) {
            unneededSince.remove(unneededSince.size() - 1);
        }
        while (unneededSince.size() < readyAt.size() - needed) {
            unneededSince.add(now);
        }
        while (!unneededSince.isEmpty() && unneededSince.get(0) + spec.keepSeconds() <= now + SOON) {
            unneededSince.remove(0);
            readyAt.remove(readyAt.size() - 1);
        }
    }

    /** Nodes that are paid for. */
    int size() {
        return readyAt.size();
    }

    private int nodesFor(int workers) {
        return (workers + spec.workersPerNode() - 1) / spec.workersPerNode();
    }
}
