package dev.millrace.microbench;

import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One side's forks as one result: a sample is the median of a fork's turns, so that samples number as forks do. */
final class CostResult {
    private CostResult() {}

    /**
     * The result of all forks.
     *
     * @param setup added to that of the forks
     * @param loadBefore any of it began; a fork's own holds the forks before it
     */
    static RunResult of(List<RunResult> forks, String command, Map<String, String> setup, double loadBefore) {
        RunResult first = forks.get(0);
        List<Metric> metrics = first.metrics().stream()
                .map(metric -> new Metric(
                        metric.name(),
                        metric.unit(),
                        metric.better(),
                        metric.stage(),
                        forks.stream().map(fork -> median(fork, metric.name())).toList()))
                .toList();
        var all = new LinkedHashMap<>(first.setup());
        all.putAll(setup);
        return RunResult.ofMetrics(
                first.scenario(), first.description(), command, before(first.environment(), loadBefore), all, metrics);
    }

    private static Environment before(Environment of, double load) {
        return new Environment(
                of.processor(),
                of.cores(),
                of.memoryMib(),
                of.system(),
                of.java(),
                of.revision(),
                of.startedAt(),
                load,
                of.versions());
    }

    private static double median(RunResult fork, String metric) {
        return fork.metric(metric)
                .orElseThrow(() -> new IllegalStateException("a fork has not measured " + metric))
                .median();
    }
}
