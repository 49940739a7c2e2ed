package dev.millrace.load.compare;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Runs of twenty metrics with log-normal noise: ten stages' CPU and ten latencies. */
final class Simulated {
    static final int METRICS = 20;

    private Simulated() {}

    /** A run in which the CPU of {@code stage-3} is {@code slow} times the usual. */
    static RunResult run(SplittableRandom random, int runs, double noise, double slow) {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < METRICS / 2; i++) {
            double typical = i == 3 ? 2 * slow : 2;
            metrics.add(new Metric(
                    "cpu.stage-" + i, "µs/event", Better.LOWER, "stage-" + i, noisy(random, runs, noise, typical)));
            metrics.add(new Metric("flow-" + i + ".p99", "ms", Better.LOWER, null, noisy(random, runs, noise, 30)));
        }
        return result(metrics);
    }

    static List<Double> noisy(SplittableRandom random, int runs, double noise, double typical) {
        return IntStream.range(0, runs)
                .mapToObj(i -> typical * Math.exp(noise * random.nextGaussian()))
                .toList();
    }

    static RunResult result(List<Metric> metrics) {
        return result(
                metrics,
                new Environment("x86", 2, 4096, "Linux", "17", "abc", "2026-01-01T00:00:00Z", .1, Map.of()),
                Map.of());
    }

    static RunResult result(List<Metric> metrics, Environment environment, Map<String, String> setup) {
        return RunResult.ofMetrics("simulated", "", "", environment, setup, metrics);
    }

    static Metric metric(String name, Better better, Double... samples) {
        return new Metric(name, "ms", better, null, List.of(samples));
    }
}
