package dev.millrace.load.run;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Series;
import dev.millrace.load.scenario.Prices;
import dev.millrace.load.witness.sample.ProcessSampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Processor time, memory, and what they would cost. Money and energy are estimates from processor time and {@link Prices}, unless the
 * machine shows its energy.
 *
 * <p>{@code reserved}: what a cluster charges for pods, whether they work or wait: each worker's reservation for as long as it was there.
 * {@code used}: what a platform charges that bills by use.
 */
final class CostMetrics {
    /** All processes but the driver's own. */
    static final String PLATFORM = "cpu.platform";

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double MILLION = 1e6;

    private final Prices prices;
    private final Duration measured;
    private final double events;

    CostMetrics(Prices prices, Duration measured, double events) {
        this.prices = prices;
        this.measured = measured;
        this.events = Math.max(1, events);
    }

    /** From {@code from} to {@code to}, the measured part, since the run's begin. */
    void addProcesses(MetricBook metrics, ProcessSampler processes, Duration from, Duration to) {
        Map<String, Double> cpu = processes.cpuSeconds(from, to);
        double seconds = measured.toMillis() / 1000.0;
        double all = 0;
        for (Map.Entry<String, Double> process : roles(cpu).entrySet()) {
            if (process.getKey().equals(ProcessSampler.MACHINE)) {
                metrics.add("cpu.machine", "cores", Better.LOWER, process.getValue() / seconds);
                continue;
            }
            metrics.add(
                    "cpu." + process.getKey(),
                    "µs/event",
                    Better.LOWER,
                    process.getKey(),
                    process.getValue() * MILLION / events);
            all += process.getKey().startsWith(Trial.DRIVER) ? 0 : process.getValue();
        }
        if (all > 0) {
            metrics.add(PLATFORM, "µs/event", Better.LOWER, all * MILLION / events);
            metrics.add("cpu.platform-cores", "cores", Better.LOWER, all / seconds);
        }
        processes
                .maxMemoryMib(from, to)
                .forEach((process, mib) -> metrics.add("memory." + process, "MiB", Better.LOWER, process, mib));
    }

    /** Workers of a model are one role. */
    private static Map<String, Double> roles(Map<String, Double> byProcess) {
        Map<String, Double> roles = new TreeMap<>();
        byProcess.forEach(
                (name, value) -> roles.merge(name.replaceFirst("^(worker-.*?)-\\d+$", "$1"), value, Double::sum));
        return roles;
    }

    /** The workers' cost and energy; {@code replicaSeconds} of all models, {@code workerCpuSeconds} that they used. */
    void addWorkers(MetricBook metrics, double replicaSeconds, double workerCpuSeconds, @Nullable Double joules) {
        double hourly = prices.workerCores() * prices.coreHour() + prices.workerGib() * prices.gibHour();
        metrics.add("workers.replica-seconds", "s", Better.LOWER, replicaSeconds);
        metrics.add(
                "cost.workers-reserved",
                "per million events",
                Better.LOWER,
                replicaSeconds / SECONDS_PER_HOUR * hourly * MILLION / events);
        metrics.add(
                "cost.workers-used",
                "per million events",
                Better.LOWER,
                workerCpuSeconds / SECONDS_PER_HOUR * prices.coreHour() * MILLION / events);
        double idleJoules = Math.max(0, replicaSeconds * prices.workerCores() - workerCpuSeconds) * prices.idleWatts();
        metrics.add("energy.workers-idle", "J, estimated", Better.LOWER, idleJoules);
        metrics.add(
                "energy.workers", "J, estimated", Better.LOWER, idleJoules + workerCpuSeconds * prices.activeWatts());
        if (joules != null) {
            metrics.add("energy.machine", "J", Better.LOWER, joules);
        }
    }

    /** Cost and estimated power of the workers over time, from their number and the processors that they use. */
    List<Series> series(int run, List<Series> cpu, Series replicas) {
        Series workers = sumOfWorkers(run, cpu);
        List<@Nullable Double> watts = new ArrayList<>();
        for (int i = 0; i < workers.values().size(); i++) {
            Double busy = workers.values().get(i);
            double idle = Math.max(
                    0, at(replicas, workers.seconds().get(i)) * prices.workerCores() - (busy == null ? 0 : busy));
            watts.add(busy == null ? null : busy * prices.activeWatts() + idle * prices.idleWatts());
        }
        double hourly = prices.workerCores() * prices.coreHour() + prices.workerGib() * prices.gibHour();
        List<@Nullable Double> cost = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < replicas.seconds().size(); i++) {
            Double count = replicas.values().get(i);
            double length =
                    i == 0 ? 0 : replicas.seconds().get(i) - replicas.seconds().get(i - 1);
            sum += (count == null ? 0 : count) * length / SECONDS_PER_HOUR * hourly;
            cost.add(sum);
        }
        return List.of(
                new Series("energy", "workers, estimated", "W", run, workers.seconds(), watts),
                new Series("cost", "workers reserved, sum", "price", run, replicas.seconds(), cost));
    }

    private static Series sumOfWorkers(int run, List<Series> cpu) {
        Map<Double, Double> bySecond = new TreeMap<>();
        cpu.stream()
                .filter(series -> series.plot().equals("cpu") && series.name().startsWith("worker-"))
                .forEach(series -> {
                    for (int i = 0; i < series.seconds().size(); i++) {
                        Double value = series.values().get(i);
                        bySecond.merge(series.seconds().get(i), value == null ? 0 : value, Double::sum);
                    }
                });
        return new Series(
                "cpu", "workers", "cores", run, List.copyOf(bySecond.keySet()), List.copyOf(bySecond.values()));
    }

    private static double at(Series replicas, double second) {
        double latest = 0;
        for (int i = 0; i < replicas.seconds().size() && replicas.seconds().get(i) <= second; i++) {
            Double value = replicas.values().get(i);
            latest = value == null ? latest : value;
        }
        return latest;
    }
}
