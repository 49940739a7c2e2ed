package dev.millrace.scaler.simulate.world;

import java.util.Arrays;

/**
 * Records that wait in partitions, first in, first out, as a fluid: a partition is two curves, what has come and what is answered, and a
 * record's delay is the horizontal distance between them. Both are straight within a step, so that delays are exact wherever the
 * worker reads one partition, and wherever it is saturated; a worker that empties several partitions within a step is taken to empty them
 * together, an error of one step at most. (Newell: "Applications of Queueing Theory", 1982, chapter 2.)
 *
 * <p>A saturated worker shares its time evenly among the partitions that have work, as a Kafka consumer does that fetches from each in
 * turn: what one leaves goes to the others.
 */
final class Queues {
    private final Flow flow;
    private final DelayBook delays;
    private final double step;
    private final double[] answered;
    private final double[] committed;
    /** Step in which the record at the head of the line came, or an earlier one. */
    private final int[] cursor;

    private final double[] need;
    private double waiting;

    Queues(Flow flow, DelayBook delays) {
        this.flow = flow;
        this.delays = delays;
        this.step = flow.stepSeconds();
        this.answered = new double[flow.partitions()];
        this.committed = new double[flow.partitions()];
        this.cursor = new int[flow.partitions()];
        this.need = new double[flow.partitions()];
    }

    /** What is answered up to now no longer counts as lag. */
    void commit() {
        System.arraycopy(answered, 0, committed, 0, answered.length);
    }

    /** Begins a step; {@link #serve} must be called once for each of the deal's members. */
    void begin() {
        waiting = 0;
    }

    /**
     * A member's work in step {@code now}.
     *
     * @param capacity records that it can answer in what the pause leaves of the step
     * @param pause seconds from the step's begin in which it does nothing, less than a step where {@code capacity} is above 0
     * @return records answered
     */
    double serve(Deal deal, int member, int now, double capacity, double pause) {
        int begin = deal.begin(member);
        int end = deal.end(member);
        double all = 0;
        for (int place = begin; place < end; place++) {
            int partition = deal.partition(place);
            need[place] = flow.arrived(partition, now + 1) - answered[partition];
            all += need[place];
        }
        if (!(all > 0) || capacity <= 0) {
            waiting += Math.max(0, all);
            return 0;
        }
        if (all <= capacity) {
            double rate = capacity / all / (step - pause);
            for (int place = begin; place < end; place++) {
                clear(deal.partition(place), now, need[place], need[place] * rate, pause);
            }
            return all;
        }
        double level = level(begin, end, capacity);
        for (int place = begin; place < end; place++) {
            if (need[place] <= level) {
                clear(deal.partition(place), now, need[place], level / (step - pause), pause);
            } else {
                drain(deal.partition(place), now, level, level / (step - pause), pause);
                waiting += need[place] - level;
            }
        }
        return capacity;
    }

    /** What each place gets at most, so that all together get {@code capacity}. */
    private double level(int begin, int end, double capacity) {
        double level = 0;
        int before = -1;
        while (true) {
            double left = capacity;
            int above = 0;
            for (int place = begin; place < end; place++) {
                if (need[place] > level) {
                    above++;
                } else {
                    left -= need[place];
                }
            }
            if (above == before || above == 0) {
                return level;
            }
            before = above;
            level = left / above;
        }
    }

    /** Answers everything of a partition. */
    private void clear(int partition, int now, double amount, double rate, double pause) {
        if (!(amount > 0)) {
            return;
        }
        double come = flow.arrived(partition, now);
        double backlog = come - answered[partition];
        double end = flow.arrived(partition, now + 1);
        if (backlog <= 0 && pause <= 0) {
            delays.addPrompt(amount);
        } else {
            double closing = rate - (end - come) / step;
            double met = closing > 0 ? Math.min(step, (backlog + rate * pause) / closing) : step;
            double queued = Math.min(amount, rate * Math.max(0, met - pause));
            drain(partition, now, queued, rate, pause);
            delays.addPrompt(amount - queued);
        }
        answered[partition] = end;
    }

    /** Answers {@code amount} from the head of a partition's line, at {@code rate} from the pause's end on. */
    private void drain(int partition, int now, double amount, double rate, double pause) {
        double from = answered[partition];
        double to = Math.min(from + amount, flow.arrived(partition, now + 1));
        int come = head(partition, now);
        double start = now * step + pause;
        double at = from;
        while (at < to) {
            double high = flow.arrived(partition, come + 1);
            if (high <= at) {
                come++;
                continue;
            }
            double low = flow.arrived(partition, come);
            double until = Math.min(to, high);
            double first = start + (at - from) / rate - step * (come + (at - low) / (high - low));
            double last = start + (until - from) / rate - step * (come + (until - low) / (high - low));
            delays.add(first, last, until - at);
            at = until;
        }
        cursor[partition] = come;
        answered[partition] = to;
    }

    /** The step in which the first waiting record came, where there is one; at most {@code now}. */
    private int head(int partition, int now) {
        double done = answered[partition];
        if (done >= flow.arrived(partition, now)) {
            return now;
        }
        int come = cursor[partition];
        while (come < now && flow.arrived(partition, come + 1) <= done) {
            come++;
        }
        return come;
    }

    /** Records that wait at the end of the step, after all members have been served. */
    double waiting() {
        return waiting;
    }

    /** Seconds that the first record of the longest line has waited at the begin of step {@code now}; 0 where none waits. */
    double oldest(int now) {
        double oldest = 0;
        for (int partition = 0; partition < answered.length; partition++) {
            double done = answered[partition];
            if (done < flow.arrived(partition, now)) {
                int come = head(partition, now);
                cursor[partition] = come;
                double low = flow.arrived(partition, come);
                double high = flow.arrived(partition, come + 1);
                oldest = Math.max(oldest, step * (now - come - (done - low) / (high - low)));
            }
        }
        return oldest;
    }

    /** Puts the ages of all that wait at the begin of step {@code now} into the book, as if they were answered then. */
    void close(int now) {
        for (int partition = 0; partition < answered.length; partition++) {
            if (answered[partition] < flow.arrived(partition, now)) {
                double done = answered[partition];
                // At an endless rate all leave at one moment: the end of the step before.
                drain(partition, now - 1, flow.arrived(partition, now) - done, Double.POSITIVE_INFINITY, step);
            }
        }
    }

    /** Whole records that have come up to the begin of step {@code now}, by partition. */
    long[] arrived(int now) {
        long[] arrived = new long[answered.length];
        Arrays.setAll(arrived, partition -> whole(flow.arrived(partition, now)));
        return arrived;
    }

    /** Whole records that have come up to the begin of step {@code now} and are not committed, by partition. */
    long[] lag(int now) {
        long[] lag = new long[answered.length];
        Arrays.setAll(lag, partition -> Math.max(0, whole(flow.arrived(partition, now)) - whole(committed[partition])));
        return lag;
    }

    /** A sum of shares may miss a whole number by a little. */
    private static long whole(double records) {
        return (long) Math.floor(records + 1e-6);
    }
}
