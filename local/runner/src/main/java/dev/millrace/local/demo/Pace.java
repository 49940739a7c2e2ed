package dev.millrace.local.demo;

import dev.millrace.local.demo.send.FlowSender;
import dev.millrace.local.demo.traffic.Schedule;

/**
 * How fast one flow goes.
 *
 * @param history schedule of the part before training, at most {@code historyLimit} events in flight
 * @param live schedule of the part after it, at most {@code liveLimit} in flight
 * @param liveRate about how many events a second that is; 0 where their own time says
 */
record Pace(Schedule history, long historyLimit, Schedule live, long liveLimit, double liveRate) {
    /** Events in flight where a part goes as fast as the platform takes it. */
    private static final long IN_FLIGHT = 2000;

    /** Where the data's own time paces: only so many that nothing breaks if the platform cannot follow. */
    private static final long IN_FLIGHT_AT_MOST = 20_000;

    /** The generator: history faster than life and closed loop, life open loop. */
    static Pace generated(double historyRate, double liveRate) {
        return new Pace(Schedule.rate(historyRate), IN_FLIGHT, Schedule.rate(liveRate), FlowSender.OPEN_LOOP, liveRate);
    }

    /** Files at a rate, while the platform follows. */
    static Pace closedLoop(double historyRate, double liveRate) {
        return new Pace(Schedule.rate(historyRate), IN_FLIGHT, Schedule.rate(liveRate), IN_FLIGHT, liveRate);
    }

    /** Files in their own time. */
    static Pace ownTime(double speed) {
        Schedule schedule = Schedule.speed(speed);
        return new Pace(schedule, IN_FLIGHT_AT_MOST, schedule, IN_FLIGHT_AT_MOST, 0);
    }
}
