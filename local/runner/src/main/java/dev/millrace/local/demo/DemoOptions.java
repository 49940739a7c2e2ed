package dev.millrace.local.demo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo is asked to do; null where the flag was not given. Files choose the flows: with sensor files alone only the
 * sensor flow runs, with a user file alone only the user flow, without files both run on the generator.
 *
 * @param seconds seconds of traffic of the generator (default 60); for files, how long the replay should take
 * @param rate sensor readings a second (default 2000)
 * @param userRate user events a second (default 200; 500 for a file)
 * @param seed seed of the generator
 * @param sensorData CSV files, one sensor each: a time column, one column per channel
 * @param sensorLabels truth windows of the sensor files, {@code {"file.csv": [[start, end], …]}}
 * @param userData CSV file with user, item, value, time
 * @param items CSV file with item, title, categories
 * @param speed how many times faster than the data's own time files are replayed; null: as fast as the platform takes it
 * @param trainFraction share that is sent before training (default .4 generator, .3 sensor files, .7 user file)
 * @param json file that the summary is written to
 */
public record DemoOptions(
        @Nullable Double seconds,
        @Nullable Double rate,
        @Nullable Double userRate,
        long seed,
        List<Path> sensorData,
        @Nullable Path sensorLabels,
        @Nullable Path userData,
        @Nullable Path items,
        @Nullable Double speed,
        @Nullable Double trainFraction,
        @Nullable Path json) {
    public static final double DEFAULT_SECONDS = 60;
    public static final double DEFAULT_RATE = 2000;
    public static final double DEFAULT_USER_RATE = 200;
    public static final long DEFAULT_SEED = 42;

    public DemoOptions {
        sensorData = List.copyOf(sensorData);
        positive("--seconds", seconds);
        positive("--rate", rate);
        positive("--user-rate", userRate);
        positive("--speed", speed);
        if (trainFraction != null && !(trainFraction > 0 && trainFraction < 1)) {
            throw new IllegalArgumentException("--train-fraction must lie between 0 and 1, it is " + trainFraction);
        }
        if (sensorLabels != null && sensorData.isEmpty()) {
            throw new IllegalArgumentException("--sensor-labels needs --sensor-data");
        }
        if (items != null && userData == null) {
            throw new IllegalArgumentException("--items needs --user-data");
        }
        if (speed != null && sensorData.isEmpty() && userData == null) {
            throw new IllegalArgumentException("--speed needs --sensor-data or --user-data");
        }
    }

    /** No flags: the generator, both flows. */
    public static DemoOptions defaults() {
        return new DemoOptions(null, null, null, DEFAULT_SEED, List.of(), null, null, null, null, null, null);
    }

    /** True where no file was given. */
    public boolean generated() {
        return sensorData.isEmpty() && userData == null;
    }

    private static void positive(String flag, @Nullable Double value) {
        if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(flag + " must be positive, it is " + value);
        }
    }
}
