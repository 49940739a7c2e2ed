package dev.millrace.local.demo.traffic;

/**
 * How much the sensor generator makes.
 *
 * @param sensors number of sensors
 * @param historySamples readings of each sensor before training
 * @param liveSamples readings of each sensor after it
 * @param startMillis event time of the first reading, epoch milliseconds
 * @param tag goes into the sensors' names, so that a second run on one platform has sensors of its own
 */
public record SensorPlan(int sensors, int historySamples, int liveSamples, long startMillis, long seed, String tag) {
    /** One reading a minute. */
    public static final long STEP_MILLIS = 60_000;

    /** Of a sensor over its whole life where the traffic allows; 1,200 minutes are 20 hours. */
    private static final int SAMPLES = 1200;

    public SensorPlan {
        if (sensors < 1 || historySamples < 1 || liveSamples < 1) {
            throw new IllegalArgumentException("a sensor plan needs sensors, history and live samples, it has "
                    + sensors + ", " + historySamples + ", " + liveSamples);
        }
    }

    /** The plan for so many readings in all, the newest of them shortly before {@code nowMillis}. */
    public static SensorPlan of(double readings, double trainFraction, long nowMillis, long seed, String tag) {
        int sensors = (int) Math.max(4, Math.round(readings / SAMPLES));
        int samples = (int) Math.max(60, Math.round(readings / sensors));
        int history = (int) Math.max(1, Math.round(samples * trainFraction));
        long start = (nowMillis / STEP_MILLIS - samples - 1) * STEP_MILLIS;
        return new SensorPlan(sensors, history, Math.max(1, samples - history), start, seed, tag);
    }

    public int samples() {
        return historySamples + liveSamples;
    }
}
