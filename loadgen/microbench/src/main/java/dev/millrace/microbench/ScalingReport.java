package dev.millrace.microbench;

import dev.millrace.microbench.WorkerWatch.Change;
import java.time.Duration;
import java.util.stream.IntStream;

/** What a run of {@link ScalingBench} shows. Seconds are from the begin, the step of the rate is {@code each} after it. */
final class ScalingReport {
    /** Changes this soon after a change of the rate answer it. */
    private static final double ANSWERING_SECONDS = 30;

    private final ScalingTraffic traffic;
    private final WorkerWatch watch;
    private final double before;
    private final double after;
    private final double step;
    private final double slo;
    private final double rate;

    /** {@code rate}: requests per second that one worker answers, as seen. */
    ScalingReport(
            ScalingTraffic traffic,
            WorkerWatch watch,
            double before,
            double after,
            Duration each,
            double slo,
            double rate) {
        this.traffic = traffic;
        this.watch = watch;
        this.before = before;
        this.after = after;
        this.step = each.toSeconds();
        this.slo = slo;
        this.rate = rate;
    }

    void tell() {
        Console.format(
                "%nreal workers, %.0f then %.0f requests/s, %.0f s each, SLO %.1f s%n", before, after, step, slo);
        watch.changes()
                .forEach(change ->
                        Console.format("  %6.1f s: %d to %d workers%n", change.second(), change.from(), change.to()));
        Console.format(
                "  0 to 1: decided %.2f s after the first request, ready after %.2f s, first answer after %.2f s%n",
                watch.changes().get(0).second(), watch.firstReady(), traffic.delay(0));
        Console.format("  step: inside the SLO again %.2f s after it%n", recovered());
        delaysAfterStep();
        Console.format("  start-up %.2f s, %.0f requests/s and worker%n", startup(), rate());
        Console.format("  changes at a steady rate: %d in %.0f s%n", idleChanges(), 2 * (step - ANSWERING_SECONDS));
        Console.format(
                "  last request to 0 workers: %.1f s (cool-down %d s)%n",
                lastChange() - traffic.due(traffic.requests() - 1), ScalingBench.COOLDOWN_SECONDS);
        Console.format(
                "  requests %,d, lost %d, twice %d; max delay %.2f s from zero, %.2f s after the step; worker·s %.0f%n",
                traffic.requests(),
                traffic.lost(),
                traffic.repeated(),
                maxDelay(0, step),
                worstAfterStep(),
                watch.workerSeconds());
    }

    /** The greatest delay of what was due in each second after the step, by partition, until all are inside the SLO for good. */
    void delaysAfterStep() {
        int seconds = (int) Math.ceil(recovered());
        double[][] greatest = new double[seconds][ScalingBench.PARTITIONS];
        for (int request = 0; request < traffic.requests(); request++) {
            int second = (int) Math.floor(traffic.due(request) - step);
            if (second >= 0 && second < seconds) {
                double[] row = greatest[second];
                int partition = traffic.partition(request);
                row[partition] = Math.max(row[partition], traffic.delay(request));
            }
        }
        for (int second = 0; second < seconds; second++) {
            Console.format("  step + %2d s, greatest delay by partition:", second);
            for (double delay : greatest[second]) {
                Console.format(" %6.2f", delay);
            }
            Console.line("");
        }
    }

    /** From the step to the first change of the number of workers; NaN where there was none. */
    double decided() {
        return watch.changes().stream()
                .mapToDouble(Change::second)
                .filter(second -> second >= step && second < 2 * step)
                .map(second -> second - step)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The greatest delay after the step. */
    double worstAfterStep() {
        return maxDelay(step, 2 * step);
    }

    private double lastChange() {
        return watch.changes().get(watch.changes().size() - 1).second();
    }

    private long idleChanges() {
        return watch.changes().stream()
                .mapToDouble(Change::second)
                .filter(second -> second < 2 * step && second % step > ANSWERING_SECONDS)
                .count();
    }

    /** When the last answer came that was too late, after the step; 0 where none was. */
    double recovered() {
        return IntStream.range(0, traffic.requests())
                .filter(request -> traffic.due(request) >= step && traffic.delay(request) > slo)
                .mapToDouble(request -> traffic.due(request) + traffic.delay(request) - step)
                .max()
                .orElse(0);
    }

    double startup() {
        return watch.startup();
    }

    double rate() {
        return rate;
    }

    double maxDelay(double from, double to) {
        return IntStream.range(0, traffic.requests())
                .filter(request -> traffic.due(request) >= from && traffic.due(request) < to)
                .mapToDouble(traffic::delay)
                .max()
                .orElse(0);
    }

    double maxDelay() {
        return maxDelay(0, Double.POSITIVE_INFINITY);
    }

    double workerSeconds() {
        return watch.workerSeconds();
    }

    double end() {
        return lastChange();
    }
}
