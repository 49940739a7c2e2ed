package dev.millrace.load.plan;

import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.Checks;
import dev.millrace.servicekit.SettingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flow of sensor readings.
 *
 * @param sensors how many; 1 to 50 million
 * @param skew how unequal their rates are: exponent of a Zipf distribution, 0 for all alike
 * @param wire form of the values; JSON where left out
 * @param faultShare share of the blocks of {@value Truth#BLOCK} readings of a sensor that hold a fault, 0 to 1; a block lasts as
 *     many seconds of event time
 * @param windowSize readings in a window; 16 where 0
 * @param windowHop readings from one window to the next; 1 where 0
 * @param historySensors how many sensors, the first ones, have sent readings before the run
 * @param historySamples how many readings each of these has sent then; they have no faults
 * @param tag goes into the sensors' names, so that a second run on one platform has sensors of its own
 */
public record SensorLoad(
        ArrivalSpec arrivals,
        int sensors,
        double skew,
        Wire wire,
        double faultShare,
        int windowSize,
        int windowHop,
        int historySensors,
        int historySamples,
        long seed,
        String tag) {
    /** So many counters of four bytes each are held by a sender and by the witness. */
    private static final int MOST_SENSORS = 50_000_000;

    private static final int DEFAULT_WINDOW = 16;

    public SensorLoad(
            @Nullable ArrivalSpec arrivals,
            int sensors,
            double skew,
            @Nullable Wire wire,
            double faultShare,
            int windowSize,
            int windowHop,
            int historySensors,
            int historySamples,
            long seed,
            @Nullable String tag) {
        if (arrivals == null) {
            throw new SettingException("arrivals", "is required, such as {shape: constant, rate: 100}");
        }
        Checks.within("sensors", sensors, 1, MOST_SENSORS);
        Checks.within("skew", skew, 0, 10);
        Checks.within("faultShare", faultShare, 0, 1);
        Checks.within("windowSize", windowSize, 0, 10_000);
        Checks.within("windowHop", windowHop, 0, 10_000);
        Checks.within("historySensors", historySensors, 0, sensors);
        Checks.within("historySamples", historySamples, 0, SensorWorld.MOST_SAMPLES);
        this.arrivals = arrivals;
        this.sensors = sensors;
        this.skew = skew;
        this.wire = Objects.requireNonNullElse(wire, Wire.JSON);
        this.faultShare = faultShare;
        this.windowSize = windowSize == 0 ? DEFAULT_WINDOW : windowSize;
        this.windowHop = windowHop == 0 ? 1 : windowHop;
        this.historySensors = historySensors;
        this.historySamples = historySamples;
        this.seed = seed;
        this.tag = Tag.checked(tag);
    }

    /** Which readings owe a score. */
    public WindowRule windows() {
        return new WindowRule(windowSize, windowHop);
    }

    /** Readings of a sensor before the run. */
    int history(int sensor) {
        return sensor < historySensors ? historySamples : 0;
    }

    /** The same with other arrivals. */
    public SensorLoad withArrivals(ArrivalSpec other) {
        return with(other, seed, tag);
    }

    /** The same for one run: names and draws of its own. */
    public SensorLoad forRun(String runTag, long runSeed) {
        return with(arrivals, runSeed, runTag);
    }

    private SensorLoad with(ArrivalSpec newArrivals, long newSeed, String newTag) {
        return new SensorLoad(
                newArrivals,
                sensors,
                skew,
                wire,
                faultShare,
                windowSize,
                windowHop,
                historySensors,
                historySamples,
                newSeed,
                newTag);
    }
}
