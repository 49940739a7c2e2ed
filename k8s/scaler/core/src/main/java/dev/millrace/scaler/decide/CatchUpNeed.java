package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.DelayTarget.Sharing;

/**
 * Workers that bring the delay back inside the SLO once they are ready.
 *
 * <p>Numaflow's rule, {@code pending / (targetSeconds * ratePerWorker)}, applied to the backlog that a worker started now will find
 * ({@link BacklogForecast}) instead of the one that is seen, and with a little patience {@code d} ({@link Tuning#drainShare} of the
 * start-up time): {@code n * rate * (d + w) = backlog + arrivals * d} where {@code w} is the share of the SLO that waiting may take.
 * With {@code d = 0} that is Numaflow's rule at the time of start. In a consumer group no partition takes more than one
 * worker, and what piles up in one that brings more than a worker does is left out: it takes its worker and nothing helps it.
 */
final class CatchUpNeed {
    private CatchUpNeed() {}

    /**
     * 0 where those that run and start will be enough.
     *
     * @param least patience, in seconds, that experience asks for ({@link HandOver})
     */
    static int workers(
            Observation seen, Arrivals arrivals, Deal deal, DelayTarget target, Tuning tuning, double least) {
        double startup = seen.capacity().startupSeconds();
        double rate = seen.capacity().recordsPerSecond();
        double patience = Math.max(least, tuning.drainShare() * startup);
        double within = patience + tuning.headroom() * target.sloSeconds();
        Loads loads = seen.loads();
        if (deal.sharing() == Sharing.ANY_WORKER) {
            double piled = BacklogForecast.atStart(seen, deal, arrivals.perSecond(), (double) loads.totalBacklog(), 0);
            return piled > 0 ? deal.workers((piled + arrivals.perSecond() * patience) / (rate * within), 1) : 0;
        }
        double load = 0;
        double backlog = 0;
        int hot = 0;
        for (int partition = 0; partition < deal.partitions(); partition++) {
            if (arrivals.atLeast(partition) >= rate) {
                hot++;
            } else {
                load += arrivals.perSecond(partition);
                backlog += loads.backlog(partition);
            }
        }
        double piled = BacklogForecast.atStart(seen, deal, load, backlog, hot);
        double pressure = backlog + load * startup;
        double share = pressure > 0 ? piled / pressure : 0;
        double demand = hot;
        boolean waiting = false;
        for (int partition = 0; partition < deal.partitions(); partition++) {
            if (arrivals.atLeast(partition) < rate) {
                double each = arrivals.perSecond(partition);
                double shared = share * (loads.backlog(partition) + each * startup);
                double alone = loads.backlog(partition) + (each - rate) * startup;
                double left = Math.max(0, Math.max(shared, alone));
                waiting |= left > 0;
                demand += Math.min(1, (left + each * patience) / (rate * within));
            }
        }
        return waiting ? deal.workers(demand, Double.MAX_VALUE) : 0;
    }
}
