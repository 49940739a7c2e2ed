package dev.millrace.load.plan;

import dev.millrace.contracts.UserEvent;
import dev.millrace.load.arrival.Arrivals;
import java.time.Duration;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.jspecify.annotations.Nullable;

/**
 * The user events that one of several sending processes is to send; shared among them as {@link SensorPlan} is. What a user does
 * is a function of seed and number of the event, so a process computes it for its own users only.
 */
public final class UserPlan implements Plan<UserAct> {
    private static final long ARRIVALS = 3;
    private static final long KEYS = 4;
    private static final long ACTS = 5;
    /** Share of acts outside the user's tastes. */
    private static final double STRAYS = .05;

    private static final double VIEWS = .66;
    private static final double CLICKS = .86;
    private static final double CARTS = .95;

    private final UserLoad load;
    private final UserWorld world;
    private final int process;
    private final int processes;
    private final Arrivals arrivals;
    private final Popularity busy;
    private final Source acts = new Source(0);
    private final SharedStateDiscreteSampler itemRanks;
    private long number;
    private long sequence;

    /** The events due before {@code run} of process {@code process} out of {@code processes}. */
    public UserPlan(UserLoad load, int process, int processes, Duration run) {
        this.load = load;
        this.world = new UserWorld(load);
        this.process = Processes.checked(process, processes);
        this.processes = processes;
        this.arrivals = load.arrivals().arrivals(run, Mix.of(load.seed(), ARRIVALS));
        this.busy = new Popularity(
                load.users(), load.userSkew(), Mix.of(load.seed(), KEYS), new Source(Mix.of(load.seed(), KEYS)));
        int perGroup = (load.items() + load.groups() - 1) / load.groups();
        this.itemRanks = RejectionInversionZipfSampler.of(acts, perGroup, load.itemSkew());
    }

    @Override
    public @Nullable PlannedEvent<UserAct> next() {
        for (long due = arrivals.next(); due != Arrivals.END; due = arrivals.next()) {
            int user = busy.next();
            long n = number++;
            if (user % processes == process) {
                acts.restart(Mix.of(load.seed(), ACTS, n));
                return new PlannedEvent<>(due, act(user));
            }
        }
        return null;
    }

    private UserAct act(int user) {
        UserEvent.Type type = type();
        int group = group(user);
        int item = load.items();
        while (item >= load.items()) { // some groups have one item less
            item = (itemRanks.sample() - 1) * load.groups() + group;
        }
        return new UserAct(sequence++, user, item, type);
    }

    private int group(int user) {
        if (unit() < STRAYS) {
            return Mix.below(acts.nextLong(), load.groups());
        }
        double u = unit();
        return world.taste(user, (int) (load.tastes() * u * u)); // the first taste the most
    }

    private UserEvent.Type type() {
        if (unit() < load.impressions()) {
            return UserEvent.Type.IMPRESSION;
        }
        double u = unit();
        if (u < VIEWS) {
            return UserEvent.Type.VIEW;
        }
        return u < CLICKS ? UserEvent.Type.CLICK : u < CARTS ? UserEvent.Type.CART : UserEvent.Type.PURCHASE;
    }

    private double unit() {
        return Mix.unit(acts.nextLong());
    }
}
