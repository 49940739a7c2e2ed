package dev.millrace.scaler.simulate.world;

import dev.millrace.scaler.simulate.scenario.Kill;
import dev.millrace.scaler.simulate.scenario.Workers;
import dev.millrace.scaler.simulate.world.Worker.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A deployment of workers: as many as were ordered, each waiting for a node, starting, or at work. */
final class WorkerPool {
    private static final double SOON = 1e-9;
    private static final State[] FIRST_TO_GO = {State.PENDING, State.STARTING, State.READY};

    private final Workers spec;
    private final @Nullable NodePool nodes;
    /** In the order of their making. */
    private final List<Worker> workers = new ArrayList<>();
    /** Still to come, the soonest first. */
    private final List<Kill> kills;

    private boolean changed = true;

    /** {@code initial} workers are ready. */
    WorkerPool(Workers spec, @Nullable NodePool nodes, List<Kill> kills, int initial) {
        this.spec = spec;
        this.nodes = nodes;
        this.kills = new ArrayList<>(kills);
        this.kills.sort(Comparator.comparing(Kill::at));
        for (int i = 0; i < initial; i++) {
            Worker worker = new Worker(0);
            worker.state = State.READY;
            workers.add(worker);
        }
    }

    /** Makes workers or ends some: first those that do not work yet, of these the newest, as Kubernetes does. */
    void order(double now, int count) {
        while (workers.size() < count) {
            workers.add(new Worker(now));
        }
        for (State state : FIRST_TO_GO) {
            for (int i = workers.size() - 1; i >= 0 && workers.size() > count; i--) {
                if (workers.get(i).state == state) {
                    changed |= workers.remove(i).isMember(now);
                }
            }
        }
    }

    /** What has become of them at {@code now}: deaths, places on nodes, starts that are over. */
    void advance(double now) {
        while (!kills.isEmpty() && kills.get(0).atSeconds() <= now + SOON) {
            kill(now, kills.remove(0));
        }
        if (nodes != null) {
            nodes.settle(now, workers.size());
        }
        int free = nodes == null ? Integer.MAX_VALUE : nodes.room(now) - running();
        int starting = count(State.STARTING);
        for (Worker worker : workers) {
            if (worker.missedUntil > 0 && worker.missedUntil <= now + SOON) {
                worker.missedUntil = 0;
                changed = true;
            }
            if (worker.state == State.PENDING && free > 0 && starting < spec.startingAtOnce()) {
                free--;
                starting++;
                start(worker, now);
            }
            if (worker.state == State.STARTING && worker.readyAt <= now + SOON) {
                worker.state = State.READY;
                starting--;
                worker.missedUntil = 0;
                changed = true;
            }
        }
    }

    private void kill(double now, Kill kill) {
        int left = kill.workers();
        for (Worker worker : workers) {
            if (left > 0 && worker.state == State.READY) {
                left--;
                start(worker, now);
                worker.missedUntil = now + kill.detectionSeconds();
                changed |= kill.detectionSeconds() == 0;
            }
        }
    }

    private void start(Worker worker, double now) {
        worker.state = State.STARTING;
        worker.readyAt = now + spec.startupSeconds();
    }

    /** Whether the group has other members than when this was asked last. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    /** Those that have partitions dealt to them. */
    List<Worker> members(double now) {
        return workers.stream().filter(worker -> worker.isMember(now)).toList();
    }

    int count(State state) {
        int count = 0;
        for (Worker worker : workers) {
            count += worker.state == state ? 1 : 0;
        }
        return count;
    }

    /** Those that are paid for: starting or at work. */
    int running() {
        return workers.size() - count(State.PENDING);
    }

    /** Seconds since the order of each that does not work yet; since its death for one that died. */
    List<Double> startingFor(double now) {
        return workers.stream()
                .filter(worker -> worker.state != State.READY)
                .map(worker -> worker.state == State.PENDING
                        ? now - worker.orderedAt
                        : Math.max(0, now - (worker.readyAt - spec.startupSeconds())))
                .toList();
    }

    /** Those that were ordered. */
    int size() {
        return workers.size();
    }

    int nodes() {
        return nodes == null ? 0 : nodes.size();
    }
}
