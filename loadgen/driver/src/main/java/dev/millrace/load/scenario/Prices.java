package dev.millrace.load.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What processor time and memory cost, for estimates. The defaults are round figures of a public cloud's compute instances and of a server
 * processor; whoever compares should set their own.
 *
 * @param coreHour price of a core for an hour
 * @param gibHour price of a GiB of memory for an hour
 * @param activeWatts of a core that works
 * @param idleWatts of a core that waits, its share of the machine included
 * @param workerCores what a worker reserves, whether it works or waits
 * @param workerGib likewise, memory
 */
public record Prices(
        double coreHour, double gibHour, double activeWatts, double idleWatts, double workerCores, double workerGib) {
    private static final Prices USUAL = new Prices(null, null, null, null, null, null);

    @com.fasterxml.jackson.annotation.JsonCreator
    Prices(
            @Nullable Double coreHour,
            @Nullable Double gibHour,
            @Nullable Double activeWatts,
            @Nullable Double idleWatts,
            @Nullable Double workerCores,
            @Nullable Double workerGib) {
        this(
                or(coreHour, .04),
                or(gibHour, .005),
                or(activeWatts, 10),
                or(idleWatts, 3),
                or(workerCores, .5),
                or(workerGib, .5));
    }

    public Prices {
        for (double price : new double[] {coreHour, gibHour, activeWatts, idleWatts, workerCores, workerGib}) {
            if (!(price >= 0) || Double.isInfinite(price)) {
                throw new IllegalArgumentException("prices must not be negative, one is " + price);
            }
        }
    }

    public static Prices usual() {
        return USUAL;
    }

    private static double or(@Nullable Double given, double usual) {
        return given == null ? usual : given;
    }
}
