package dev.millrace.scaler.simulate.world;

import dev.millrace.scaler.decide.Capacity;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.simulate.scenario.Nodes;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.Workers;
import dev.millrace.scaler.simulate.world.Worker.State;
import java.util.List;

/**
 * Partitions and workers over time, a step at a time: {@link #observe} and {@link #order} as often as one likes between steps, then
 * {@link #advance}. Deterministic: the flow is given, nothing is by lot.
 *
 * <p>Whenever the members of the consumer group change, all stop for the rebalance and partitions are dealt anew.
 *
 * <p>Not thread-safe.
 */
public final class World {
    private final Scenario scenario;
    private final Workers spec;
    private final Flow flow;
    private final DelayBook delays;
    private final Queues queues;
    private final WorkerPool workers;
    private final double step;
    /** From one commit to the next; 0 where it is less than half a step, so that each step is committed at its end. */
    private final int commitSteps;

    private int now;
    private List<Worker> members = List.of();
    private Deal deal;
    private double pause;
    private double waiting;
    private int busy;
    private boolean anyReady;

    private double answered;
    private double lagSeconds;
    private double replicaSeconds;
    private double startingSeconds;
    private double nodeSeconds;
    private double zeroToOne;
    private int ups;
    private int downs;
    private int peak;

    /**
     * {@code initial} workers are ready at the begin; those above the scenario's own number have been started ahead of it, which is paid
     * for.
     */
    public World(Scenario scenario, Flow flow, int initial) {
        this.scenario = scenario;
        this.spec = scenario.workers();
        this.flow = flow;
        this.step = flow.stepSeconds();
        this.commitSteps = (int) Math.round(spec.commitSeconds() / step);
        this.delays = new DelayBook(scenario.sloSeconds(), spec.serviceSeconds());
        this.queues = new Queues(flow, delays);
        this.deal = Deal.whole(flow.partitions());
        Nodes nodes = scenario.nodes();
        this.workers =
                new WorkerPool(spec, nodes == null ? null : new NodePool(nodes, initial), scenario.kills(), initial);
        this.startingSeconds = Math.max(0, initial - spec.initial()) * spec.startupSeconds();
        this.replicaSeconds = startingSeconds;
        this.peak = initial;
        this.anyReady = initial > 0;
        settle();
        pause = 0;
    }

    /** Seconds since the begin. */
    public double seconds() {
        return now * step;
    }

    public boolean isOver() {
        return now == flow.steps();
    }

    /** Workers ordered. */
    public int replicas() {
        return workers.size();
    }

    /** What a scaler sees now. */
    public Observation observe() {
        int ready = workers.count(State.READY);
        return new Observation(
                seconds(),
                new Loads(queues.arrived(now), queues.lag(now)),
                new Fleet(ready, workers.startingFor(seconds()), Math.min(busy, ready)),
                new Capacity(spec.recordsPerSecond(), spec.startupSeconds()));
    }

    /** Sets the number of workers from now on. */
    public void order(int replicas) {
        int before = workers.size();
        ups += replicas > before ? 1 : 0;
        downs += replicas < before ? 1 : 0;
        peak = Math.max(peak, replicas);
        workers.order(seconds(), replicas);
    }

    /** One step of time. */
    public void advance() {
        settle();
        if (commitSteps > 0 && now % commitSteps == 0) {
            queues.commit();
        }
        double stop = Math.min(pause, step);
        pause -= stop;
        double before = waiting;
        double served = serve(stop);
        waiting = queues.waiting();
        if (commitSteps == 0) {
            queues.commit();
        }
        answered += served;
        lagSeconds += step * (before + waiting) / 2;
        replicaSeconds += step * workers.running();
        startingSeconds += step * workers.count(State.STARTING);
        nodeSeconds += step * workers.nodes();
        now++;
    }

    private void settle() {
        workers.advance(seconds());
        if (workers.takeChanged()) {
            members = workers.members(seconds());
            pause = Math.max(pause, spec.rebalanceSeconds());
            boolean shared = spec.sharing() == Sharing.ANY_WORKER || members.isEmpty();
            deal = shared
                    ? Deal.whole(flow.partitions())
                    : Deal.of(flow.partitions(), members.size(), spec.deal() == Workers.Deal.CONTIGUOUS);
        }
        boolean ready = workers.count(State.READY) > 0;
        if (ready && !anyReady) {
            zeroToOne = Math.max(zeroToOne, queues.oldest(now));
        }
        anyReady = ready;
    }

    private double serve(double stop) {
        double each = stop < step ? spec.recordsPerSecond() * (step - stop) : 0;
        queues.begin();
        busy = 0;
        if (spec.sharing() == Sharing.ANY_WORKER || members.isEmpty()) {
            double served = queues.serve(deal, 0, now, each * workers.count(State.READY), stop);
            busy = each > 0 ? (int) Math.ceil(served / each - 1e-9) : 0;
            return served;
        }
        double served = 0;
        for (int member = 0; member < members.size(); member++) {
            double able = members.get(member).state == State.READY ? each : 0;
            double done = queues.serve(deal, member, now, able, stop);
            busy += done > 0 ? 1 : 0;
            served += done;
        }
        return served;
    }

    /** How things stand; takes the longest delay since it was asked for last. */
    public Snapshot snapshot() {
        return new Snapshot(
                seconds(),
                waiting,
                Math.max(delays.takePeak(), queues.oldest(now)),
                workers.size(),
                workers.count(State.READY),
                workers.nodes());
    }

    /** What the run came to; ends it. */
    public Measured finish() {
        if (!anyReady) {
            zeroToOne = Math.max(zeroToOne, queues.oldest(now));
        }
        queues.close(now);
        delays.settle();
        return new Measured(
                flow.total(now),
                answered,
                delays.max(),
                delays.mean(),
                delays.percentile(.5),
                delays.percentile(.99),
                delays.late(),
                lagSeconds,
                delays.excess(),
                replicaSeconds,
                startingSeconds,
                answered / scenario.workers().recordsPerSecond(),
                nodeSeconds,
                ups,
                downs,
                peak,
                zeroToOne);
    }
}
