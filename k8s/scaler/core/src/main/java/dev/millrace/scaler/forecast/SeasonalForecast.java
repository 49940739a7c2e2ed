package dev.millrace.scaler.forecast;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * Arrivals by time of day and of week, in slots of five minutes of local time (a peak at 18:00 stays there when clocks change). Says
 * nothing before it has seen a slot of the week in two weeks, or else the slot of the day on two days. One thread at a time.
 */
public final class SeasonalForecast {
    public static final int BUCKET_SECONDS = 300;
    static final int DAY_SLOTS = 86_400 / BUCKET_SECONDS;
    static final int WEEK_SLOTS = 7 * DAY_SLOTS;
    private static final double COVERED = .5;

    private final ZoneId zone;
    private final Season daily;
    private final Season weekly;
    private final Consumer<ForecastState> learned;
    private long bucket = Long.MIN_VALUE;
    private double records;
    private double covered;

    public SeasonalForecast(ZoneId zone) {
        this.zone = zone;
        this.learned = state -> {};
        this.daily = new Season(DAY_SLOTS);
        this.weekly = new Season(WEEK_SLOTS);
    }

    /** Goes on from what another one learnt; {@code learned} is told at the end of each slot what is known then. */
    public SeasonalForecast(ZoneId zone, ForecastState state, Consumer<ForecastState> learned) {
        this.zone = zone;
        this.learned = learned;
        this.daily = new Season(state.dailyRates(), state.dailyRounds());
        this.weekly = new Season(state.weeklyRates(), state.weeklyRounds());
    }

    /** What is learnt of all slots that are over; the one that runs is not in it. */
    public ForecastState state() {
        return new ForecastState(BUCKET_SECONDS, daily.rates(), daily.rounds(), weekly.rates(), weekly.rounds());
    }

    /**
     * So many records came between two moments, in the order of time. More than a slot at once has no shape and is not learnt.
     *
     * @param fromEpochSeconds where the count begins
     * @param toEpochSeconds where it ends; nothing is learnt where that is not later
     * @param count records, 0 or more
     */
    public void observe(double fromEpochSeconds, double toEpochSeconds, double count) {
        double length = toEpochSeconds - fromEpochSeconds;
        if (!(length > 0 && length <= BUCKET_SECONDS)) {
            return;
        }
        double from = fromEpochSeconds;
        while (from < toEpochSeconds) {
            long at = (long) Math.floor(from / BUCKET_SECONDS);
            double until = Math.min(toEpochSeconds, (at + 1.) * BUCKET_SECONDS);
            if (at != bucket) {
                finish();
                bucket = at;
            }
            records += count * (until - from) / length;
            covered += until - from;
            from = until;
        }
    }

    private void finish() {
        if (covered >= COVERED * BUCKET_SECONDS) {
            double start = (double) bucket * BUCKET_SECONDS;
            daily.learn(daySlot(start), records / covered);
            weekly.learn(weekSlot(start), records / covered);
            learned.accept(state());
        }
        records = 0;
        covered = 0;
    }

    /** Records per second at a moment; 0 where too little was seen to tell. */
    public double expected(double epochSeconds) {
        int week = weekSlot(epochSeconds);
        if (weekly.knows(week)) {
            return weekly.perSecond(week);
        }
        int day = daySlot(epochSeconds);
        return daily.knows(day) ? daily.perSecond(day) : 0;
    }

    /** Largest of what is expected from one moment to another, both included; 0 where too little was seen to tell. */
    public double peakWithin(double fromEpochSeconds, double toEpochSeconds) {
        double peak = expected(toEpochSeconds);
        for (double at = fromEpochSeconds; at < toEpochSeconds; at += BUCKET_SECONDS) {
            peak = Math.max(peak, expected(at));
        }
        return peak;
    }

    private int daySlot(double epochSeconds) {
        return local(epochSeconds).toLocalTime().toSecondOfDay() / BUCKET_SECONDS;
    }

    private int weekSlot(double epochSeconds) {
        LocalDateTime local = local(epochSeconds);
        int day = local.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
        return day * DAY_SLOTS + local.toLocalTime().toSecondOfDay() / BUCKET_SECONDS;
    }

    private LocalDateTime local(double epochSeconds) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond((long) Math.floor(epochSeconds)), zone);
    }
}
