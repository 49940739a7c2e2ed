package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.Collections;

/** One moment, put together by name; counters and time go on from call to call. */
final class Scene {
    double seconds = 1_000;
    long[] arrived;
    long[] backlog;
    Fleet fleet = Fleet.NONE;
    Capacity capacity = new Capacity(100, 4);

    Scene(int partitions) {
        arrived = new long[partitions];
        backlog = new long[partitions];
    }

    static DelayTarget target(int max, Sharing sharing) {
        return new DelayTarget(2, 0, max, sharing);
    }

    Scene ready(int workers) {
        fleet = new Fleet(workers, fleet.starting(), 0);
        return this;
    }

    Scene starting(int workers, double age) {
        fleet = new Fleet(fleet.ready(), Collections.nCopies(workers, age), fleet.busy());
        return this;
    }

    Scene busy(int workers) {
        fleet = new Fleet(fleet.ready(), fleet.starting(), workers);
        return this;
    }

    Scene waiting(long each) {
        java.util.Arrays.fill(backlog, each);
        return this;
    }

    /** Records come in evenly for so long, one look a second; the last decision. */
    Decision after(int looks, long eachPerSecond, ReplicaPolicy policy) {
        Decision last = decide(policy);
        for (int look = 0; look < looks; look++) {
            seconds++;
            for (int partition = 0; partition < arrived.length; partition++) {
                arrived[partition] += eachPerSecond;
            }
            last = decide(policy);
        }
        return last;
    }

    Decision decide(ReplicaPolicy policy) {
        return policy.decide(new Observation(seconds, new Loads(arrived.clone(), backlog.clone()), fleet, capacity));
    }
}
