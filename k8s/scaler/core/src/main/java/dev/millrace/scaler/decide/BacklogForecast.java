package dev.millrace.scaler.decide;

/**
 * The backlog when a worker that is started now would be ready: fluid arrivals at the present rate, served by the workers that are
 * ready and, each from its time on, by those that are starting. To count those is what keeps slow starters from being ordered over and
 * over (numaproj/numaflow#1853, #1407).
 */
final class BacklogForecast {
    /** A worker that is late is expected to need a quarter of its age more: the longer it takes, the less it is counted on. */
    private static final double LATE = .25;

    private BacklogForecast() {}

    /**
     * Records that wait {@code seen.capacity().startupSeconds()} from now.
     *
     * @param backlog that wait now
     * @param taken workers that are at work on something else
     */
    static double atStart(Observation seen, Deal deal, double arrivalsPerSecond, double backlog, int taken) {
        double startup = seen.capacity().startupSeconds();
        double rate = seen.capacity().recordsPerSecond();
        double[] remaining = seen.fleet().starting().stream()
                .mapToDouble(age -> Math.max(startup - age, age * LATE))
                .sorted()
                .toArray();
        double left = backlog;
        double now = 0;
        int workers = seen.fleet().ready();
        for (double ready : remaining) {
            if (ready >= startup) {
                break;
            }
            double change = (ready - now) * (arrivalsPerSecond - rate * Math.max(0, deal.worth(workers) - taken));
            left = Math.max(0, left + change);
            now = ready;
            workers++;
        }
        double change = (startup - now) * (arrivalsPerSecond - rate * Math.max(0, deal.worth(workers) - taken));
        return Math.max(0, left + change);
    }
}
