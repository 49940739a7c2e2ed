package dev.millrace.scaler.decide;

/**
 * Replicas from seconds of delay.
 *
 * <p>Two needs, the larger counts: {@link SteadyNeed} keeps up with what comes in, {@link CatchUpNeed} brings the delay back inside the
 * SLO. Up at once. Down only to what was needed at most during a window (a minute or three start-up times, as a worker that goes too early
 * costs a start-up), only where the dead band allows it, and a quarter of a minute later, so that a need that is falling ends in
 * one change, not in a staircase. Working off what piled up takes workers for a shorter time: those stay for a minute or one start-up
 * time. {@link HandOver} learns where going down was in vain. While there is anything to do at least one stays: a worker that is busy but caught up shows no backlog and
 * would be scaled away by a rule that sees only that (kedacore/keda#5675 and its like).
 */
public final class DelayPolicy implements ReplicaPolicy {
    private final DelayTarget target;
    private final Tuning tuning;
    private final Arrivals arrivals;
    private final WatchedTime time = new WatchedTime();
    private final WindowMax relaxed = new WindowMax();
    private final WindowMax catchUp = new WindowMax();
    private final HandOver handOver = new HandOver();
    private boolean fresh = true;
    /** After a restart beside a running fleet: what came in before is not known, so it may have been now. */
    private double unknownUntil = Double.NEGATIVE_INFINITY;

    private int current;
    /** Since when fewer would do; infinite while they would not. */
    private double lowerSince = Double.POSITIVE_INFINITY;

    public DelayPolicy(DelayTarget target) {
        this(target, Tuning.DEFAULT);
    }

    public DelayPolicy(DelayTarget target, Tuning tuning) {
        this.target = target;
        this.tuning = tuning;
        this.arrivals = new Arrivals(Math.min(5, target.sloSeconds() / 4));
    }

    @Override
    public Decision decide(Observation seen) {
        double now = time.at(seen.seconds());
        arrivals.observe(seen.seconds(), seen.loads());
        if (fresh && seen.fleet().size() > 0) {
            unknownUntil = seen.seconds() + tuning.idleSeconds();
        }
        boolean coming = seen.seconds() < unknownUntil || arrivals.lately(seen.seconds(), tuning.idleSeconds());
        boolean active =
                coming || seen.loads().totalBacklog() > 0 || seen.fleet().busy() > 0;
        Needs needs = Needs.of(seen, arrivals, target, tuning, active, handOver.patience(now));
        int limit = limit(seen.loads());
        double held = hold(seen, now, needs, coming ? 0 : seen.fleet().busy());
        current = Math.max(target.minReplicas(), Math.min(limit, current));
        double perSecond = arrivals.perSecond();
        return new Reason(seen, target, needs, perSecond).of(current, active, limit, held);
    }

    /** Moves {@link #current}; returns the seconds for which it stays above what is needed. */
    private double hold(Observation seen, double now, Needs needs, int finishing) {
        double startup = seen.capacity().startupSeconds();
        double hold = Math.max(tuning.holdSeconds(), tuning.holdStartups() * startup);
        double catchUpHold = Math.max(tuning.holdSeconds(), startup);
        if (fresh) {
            current = seen.fleet().size();
            fresh = false;
            relaxed.add(now, current);
        }
        relaxed.add(now, Math.max(needs.relaxed(), needs.least()));
        catchUp.add(now, needs.catchUp());
        double steadyMax = relaxed.max(now - hold);
        double catchUpMax = catchUp.max(now - catchUpHold);
        int stay = (int) Math.min(current, Math.max(Math.max(steadyMax, catchUpMax), finishing));
        int wanted = Math.max(needs.up(), stay);
        lowerSince = wanted < current ? Math.min(lowerSince, now) : Double.POSITIVE_INFINITY;
        double settled = lowerSince + tuning.holdSeconds() / 4;
        if (now < settled && wanted < current) {
            return settled - now;
        }
        lowerSince = Double.POSITIVE_INFINITY;
        if (wanted < current) {
            handOver.down(now);
        } else if (wanted > current) {
            handOver.up(now, needs.steady().workers() > current);
        }
        current = wanted;
        double steadyUntil = steadyMax >= current ? relaxed.maxSeconds() + hold : now;
        double catchUpUntil = catchUpMax >= current ? catchUp.maxSeconds() + catchUpHold : now;
        return Math.max(steadyUntil, catchUpUntil) - now;
    }

    private int limit(Loads loads) {
        int helpful = new Deal(target.sharing(), loads.partitions()).limit();
        return Math.max(target.minReplicas(), Math.min(target.maxReplicas(), helpful));
    }
}
