package dev.millrace.local.demo.traffic;

/**
 * How much the user generator makes.
 *
 * @param users number of users
 * @param historyEvents events before training
 * @param liveEvents events after it
 * @param liveFromMillis event time of the first live event, epoch milliseconds; history ends there
 * @param liveRate live events a second, also in event time
 * @param tag goes into the ids of users and events, so that a second run on one platform has users of its own
 */
public record UserPlan(
        int users, int historyEvents, int liveEvents, long liveFromMillis, double liveRate, long seed, String tag) {
    /** The past is denser than the traffic: a model needs more of it than a minute brings. */
    public static final double HISTORY_DENSITY = 4;

    /** Of a user over the whole run. */
    private static final double EVENTS_PER_USER = 26;

    public UserPlan {
        if (users < 1 || historyEvents < 1 || liveEvents < 1 || !(liveRate > 0)) {
            throw new IllegalArgumentException("a user plan needs users, events and a rate, it has " + users + ", "
                    + historyEvents + ", " + liveEvents + ", " + liveRate);
        }
    }

    /** The plan for so many seconds at a rate, the first live event now. */
    public static UserPlan of(
            double seconds, double rate, double trainFraction, long nowMillis, long seed, String tag) {
        double events = seconds * rate;
        int history = (int) Math.max(1, Math.round(events * trainFraction * HISTORY_DENSITY));
        int live = (int) Math.max(1, Math.round(events * (1 - trainFraction)));
        int users = (int) Math.max(20, Math.round((history + live) / EVENTS_PER_USER));
        return new UserPlan(users, history, live, nowMillis, rate, seed, tag);
    }
}
