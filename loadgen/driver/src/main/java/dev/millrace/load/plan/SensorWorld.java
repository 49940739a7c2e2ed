package dev.millrace.load.plan;

/**
 * Names and event times of a run's sensors. Each reads once a second of event time, beginning {@value #DAYS} days before the run:
 * a hot sensor that sends a thousand readings a second lives a thousand seconds in one, and the days are what it may live through
 * before it comes to times that no sensor can have reached yet.
 *
 * <p>Immutable, thread-safe.
 */
public final class SensorWorld implements SensorNames {
    /** Milliseconds of event time from one reading of a sensor to its next. */
    public static final long STEP_MILLIS = 1000;

    private static final int DAYS = 25;

    /** Readings of one sensor before its event time is later than the run's begin. */
    static final int MOST_SAMPLES = DAYS * 24 * 3600;

    private final Numbered names;
    private final long baseMillis;

    /** {@code beginMillis}: the run's begin, epoch milliseconds. */
    public SensorWorld(SensorLoad load, long beginMillis) {
        this.names = new Numbered("s" + load.tag() + "-", load.sensors());
        this.baseMillis = beginMillis - MOST_SAMPLES * STEP_MILLIS;
    }

    @Override
    public String id(int sensor) {
        return names.name(sensor);
    }

    /** The id as it stands in a record's key. */
    byte[] key(int sensor) {
        return names.bytes(sensor);
    }

    @Override
    public int index(String sensorId) {
        return (int) names.number(sensorId);
    }

    @Override
    public long time(int sensor, long sample) {
        return baseMillis + sample * STEP_MILLIS;
    }

    @Override
    public long sample(int sensor, long time) {
        long since = time - baseMillis;
        return since >= 0 && since % STEP_MILLIS == 0 ? since / STEP_MILLIS : -1;
    }
}
