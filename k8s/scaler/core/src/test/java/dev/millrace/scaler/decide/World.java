package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Records as a fluid (or as Poisson counts), workers with a start-up time, whole partitions dealt in turn: a policy can be seen to work. */
final class World {
    static final double STEP = .1;

    private final Sharing sharing;
    private final double rate;
    private final double startup;
    private final DoubleFunction<double[]> arrivals;
    private final @Nullable Random random;
    private final double[] arrived;
    private final double[] served;
    private final int[] head;
    private final List<double[]> history = new ArrayList<>();
    private final List<Double> starting = new ArrayList<>();
    private int ready;
    private int busy;
    private int steps;
    private double inactiveSince = Double.NaN;
    private double lastDelay;

    final List<Change> changes = new ArrayList<>();
    double cooldown = 30;
    double lookSeconds = 1;
    /** Nobody reads for so long after a worker came or went. */
    double handOver;

    private double readsFrom;
    private int readersBefore;
    double replicaSeconds;
    double maxDelay;
    /** Last moment at which a record was older than {@link #slo}. */
    double lastLate = Double.NaN;

    double slo = 2;
    Decision last = new Decision(0, false, "");

    record Change(double seconds, int from, int to) {}

    /** @param arrivals records per second of each partition at a time */
    World(
            Sharing sharing,
            double rate,
            double startup,
            int ready,
            DoubleFunction<double[]> arrivals,
            @Nullable Random random) {
        this.sharing = sharing;
        this.rate = rate;
        this.startup = startup;
        this.ready = ready;
        this.arrivals = arrivals;
        this.random = random;
        int partitions = arrivals.apply(0).length;
        arrived = new double[partitions];
        served = new double[partitions];
        head = new int[partitions];
    }

    static DoubleFunction<double[]> even(int partitions, DoubleFunction<Double> total) {
        return seconds -> {
            double[] each = new double[partitions];
            Arrays.fill(each, total.apply(seconds) / partitions);
            return each;
        };
    }

    World run(double until, ReplicaPolicy policy) {
        int every = (int) Math.round(lookSeconds / STEP);
        while (seconds() < until) {
            if (steps % every == 0) {
                last = policy.decide(look());
                scale(last);
            }
            step();
        }
        return this;
    }

    double seconds() {
        return steps * STEP;
    }

    int size() {
        return ready + starting.size();
    }

    int ready() {
        return ready;
    }

    double delay() {
        return lastDelay;
    }

    double backlog() {
        return Arrays.stream(arrived).sum() - Arrays.stream(served).sum();
    }

    /** The deployment starts another one at once. */
    void killOne() {
        ready--;
        starting.add(seconds());
    }

    Observation look() {
        long[] ends = new long[arrived.length];
        long[] backlog = new long[arrived.length];
        for (int partition = 0; partition < ends.length; partition++) {
            ends[partition] = (long) arrived[partition];
            backlog[partition] = Math.max(0, ends[partition] - (long) Math.floor(served[partition] + 1e-6));
        }
        List<Double> ages = starting.stream().map(start -> seconds() - start).toList();
        return new Observation(
                seconds(),
                new Loads(ends, backlog),
                new Fleet(ready, ages, Math.min(ready, busy)),
                new Capacity(rate, startup));
    }

    private void scale(Decision decision) {
        if (decision.active()) {
            inactiveSince = Double.NaN;
        } else if (Double.isNaN(inactiveSince)) {
            inactiveSince = seconds();
        }
        boolean cooled = !decision.active() && seconds() - inactiveSince >= cooldown;
        int wanted = cooled
                ? 0
                : decision.active()
                        ? Math.max(1, decision.replicas())
                        : Math.max(Math.min(1, size()), decision.replicas());
        if (wanted != size()) {
            changes.add(new Change(seconds(), size(), wanted));
        }
        while (size() < wanted) {
            starting.add(seconds());
        }
        while (size() > wanted) {
            if (starting.isEmpty()) {
                ready--;
            } else {
                starting.remove(starting.size() - 1);
            }
        }
    }

    private void step() {
        int before = starting.size();
        starting.removeIf(start -> seconds() - start >= startup - 1e-9);
        ready += before - starting.size();
        double[] rates = arrivals.apply(seconds());
        for (int partition = 0; partition < rates.length; partition++) {
            arrived[partition] += random == null ? rates[partition] * STEP : poisson(random, rates[partition] * STEP);
        }
        history.add(arrived.clone());
        if (ready != readersBefore) {
            readersBefore = ready;
            readsFrom = seconds() + handOver;
        }
        if (seconds() >= readsFrom - 1e-9) {
            serve();
        }
        replicaSeconds += size() * STEP;
        steps++;
        lastDelay = oldest();
        maxDelay = Math.max(maxDelay, lastDelay);
        if (lastDelay > slo) {
            lastLate = seconds();
        }
    }

    private void serve() {
        busy = 0;
        int groups = sharing == Sharing.ANY_WORKER ? Math.min(1, ready) : Math.min(ready, arrived.length);
        for (int group = 0; group < groups; group++) {
            double waiting = 0;
            int queues = 0;
            for (int partition = group; partition < arrived.length; partition += groups) {
                double queue = arrived[partition] - served[partition];
                waiting += queue;
                queues += queue > 0 ? 1 : 0;
            }
            double can = rate * STEP * (sharing == Sharing.ANY_WORKER ? ready : 1);
            take(group, groups, can, queues);
            busy += waiting > 0
                    ? (sharing == Sharing.ANY_WORKER ? (int) Math.ceil(ready * Math.min(1, waiting / can)) : 1)
                    : 0;
        }
    }

    /** In turn: each queue gets the same until it is empty. */
    private void take(int group, int groups, double can, int queues) {
        double left = can;
        int open = queues;
        for (int round = 0; round < 50 && left > 1e-9 && open > 0; round++) {
            double each = left / open;
            open = 0;
            for (int partition = group; partition < arrived.length; partition += groups) {
                double taken = Math.min(each, arrived[partition] - served[partition]);
                served[partition] += taken;
                left -= taken;
                open += arrived[partition] - served[partition] > 1e-9 ? 1 : 0;
            }
        }
    }

    /** Age of the oldest record that is not served. */
    private double oldest() {
        double oldest = 0;
        for (int partition = 0; partition < head.length; partition++) {
            while (head[partition] < steps && history.get(head[partition])[partition] <= served[partition] + 1e-3) {
                head[partition]++;
            }
            oldest = Math.max(oldest, (steps - head[partition]) * STEP);
        }
        return oldest;
    }

    static double poisson(Random random, double mean) {
        if (mean > 40) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double product = random.nextDouble();
        int count = 0;
        for (double limit = Math.exp(-mean); product > limit; count++) {
            product *= random.nextDouble();
        }
        return count;
    }
}
