package dev.millrace.scaler.decide;

import dev.millrace.scaler.decide.DelayTarget.Sharing;

/**
 * Workers that keep up with what comes in.
 *
 * <p>A worker is used up to a share of its rate ({@link Tuning#utilisation}), and never so far that chance alone makes one record in a
 * hundred wait longer than the SLO's headroom: with even service times the wait of Poisson arrivals exceeds {@code t} with
 * {@code exp(-2 (rate - load) t)} in heavy traffic (Kingman 1961), so that {@code ln(100) / 2t} records per second stay free. That
 * matters for slow models only (2.3 records per second at an SLO of 2 s) and never takes more than three eighths of what is used: where
 * one record takes as long as the SLO, workers do not buy it.
 *
 * @param workers smallest useful number
 * @param load the same as a fraction, in workers at their full rate
 * @param hot partition that alone brings more than one worker does, which more workers would not help; -1 where there is none
 */
record SteadyNeed(int workers, double load, int hot) {
    private static final double RARE = Math.log(100) / 2;
    private static final double LEAST_USABLE = .625;

    static SteadyNeed of(Arrivals arrivals, Deal deal, double rate, double utilisation, double queueSeconds) {
        double total = arrivals.perSecond();
        if (deal.sharing() == Sharing.ANY_WORKER) {
            double queue = total > 0 ? Math.min(total + RARE / queueSeconds, total / (utilisation * LEAST_USABLE)) : 0;
            double demand = Math.max(total / utilisation, queue) / rate;
            return new SteadyNeed(deal.workers(demand, 1), total / rate, -1);
        }
        double usable =
                Math.min(utilisation * rate, Math.max(utilisation * LEAST_USABLE * rate, rate - RARE / queueSeconds));
        double demand = 0;
        double bearable = 0;
        double fullest = 0;
        int others = -1;
        double hottest = 0;
        int hot = -1;
        for (int partition = 0; partition < deal.partitions(); partition++) {
            double load = arrivals.perSecond(partition);
            double surely = arrivals.atLeast(partition);
            demand += Math.min(1, load / usable);
            if (surely < rate) {
                bearable += load;
                fullest = Math.max(fullest, surely);
                others++;
            } else if (surely > hottest) {
                hottest = surely;
                hot = partition;
            }
        }
        double average = others > 0 ? Math.max(0, bearable - fullest) / others : 0;
        double most = beside(fullest, average, Math.max(Deal.BEARABLE * usable, (fullest + rate) / 2));
        return new SteadyNeed(deal.workers(demand, most), total / rate, hot);
    }

    /** Partitions that fit on the worker which has the fullest one, the others being average. */
    private static double beside(double fullest, double average, double usable) {
        return average > 0 ? 1 + Math.max(0, usable - fullest) / average : Double.MAX_VALUE;
    }
}
