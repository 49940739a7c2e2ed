package dev.millrace.load.run;

import dev.millrace.load.limit.LagTrend;
import dev.millrace.load.limit.Measurement;
import dev.millrace.load.limit.Outcome;
import dev.millrace.load.limit.RateLimit;
import dev.millrace.load.limit.RateSearch;
import dev.millrace.load.limit.SearchPlan;
import dev.millrace.load.limit.Slo;
import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.result.Series;
import dev.millrace.load.scenario.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the highest rate at which a scenario's platform keeps an {@link Slo}, variant by variant: with workers, partitions or cores as the
 * variants it is the scaling curve. Faults and scaling of the scenario are left out; all trials of a variant share a platform.
 */
public final class LimitRun {
    private final LoadPlatforms platforms;
    private final LoadTools tools;
    private final String command;
    private final Slo slo;

    public LimitRun(LoadPlatforms platforms, LoadTools tools, String command, Slo slo) {
        this.platforms = platforms;
        this.tools = tools;
        this.command = command;
        this.slo = slo;
    }

    /** How a search begins; {@code resolution} as in {@link SearchPlan}, {@code repetitions} of each rate that decides. */
    public record Effort(double resolution, int repetitions, int trials) {}

    /** The first trial of each variant is at the scenario's own rate. */
    public RunResult run(Map<String, Scenario> variants, Effort effort) throws Exception {
        Scenario first = variants.values().iterator().next();
        var environment = Machine.environment(Map.of());
        List<Metric> metrics = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, Scenario> variant : variants.entrySet()) {
            String prefix = variant.getKey().isEmpty() ? "" : variant.getKey() + "/";
            tools.console().line("");
            tools.console().line("Limit of " + (prefix.isEmpty() ? first.name() : variant.getKey()));
            RateLimit limit = search(variant.getValue(), effort);
            tools.console().line(limit.table().plain());
            tools.console().line(limit.sentence());
            notes.add(prefix + limit.sentence());
            limit.trials()
                    .forEach(trial -> notes.add(String.format(
                            "%s%,.0f/s, try %d: %s, %s",
                            prefix,
                            trial.rate(),
                            trial.repetition(),
                            trial.sustained() ? "sustained" : "not sustained",
                            trial.why())));
            if (limit.sustained() != null) {
                metrics.add(
                        new Metric(prefix + "limit.rate", "events/s", Better.HIGHER, null, List.of(limit.sustained())));
            }
        }
        return new RunResult(
                first.name() + "-limit",
                "Highest rate of scenario " + first.name() + " with p99 at most " + slo.p99Millis()
                        + " ms, nothing lost and lag growing by at most " + 100 * slo.trend() + " % of the arrivals",
                command,
                environment,
                Setup.inWords(variants),
                metrics,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                notes);
    }

    private RateLimit search(Scenario scenario, Effort effort) throws Exception {
        double start = scenario.measuredRate();
        if (scenario.duration().toSeconds() < LagTrend.LEAST + slo.warmUp()) {
            throw new IllegalArgumentException("a trend of lag needs at least " + LagTrend.LEAST
                    + " s after the warm-up of the SLO: measure longer than "
                    + scenario.duration().toSeconds() + " s");
        }
        var plan = new SearchPlan(
                start, start / 100, start * 100, effort.resolution(), effort.repetitions(), effort.trials());
        try (LoadPlatform platform = platforms.start(Setup.platform(scenario))) {
            int[] run = {0};
            return RateSearch.find(
                    (rate, repetition) -> attempt(scenario.times(rate / start), platform, rate, ++run[0]), plan);
        }
    }

    private Outcome attempt(Scenario scenario, LoadPlatform platform, double rate, int run)
            throws IOException, InterruptedException {
        tools.console().line(String.format("%,.0f events/s", rate));
        var result = VariantResult.empty();
        try {
            new Trial((run == 1 ? scenario : scenario.again()).withoutSteps(), platform, tools, run).run(result);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the trial at " + rate + "/s failed: " + e.getMessage(), e);
        }
        Outcome outcome = slo.judge(measurement(result, rate));
        tools.console().line("  " + (outcome.sustained() ? "sustained: " : "not sustained: ") + outcome.why());
        return outcome;
    }

    private static Measurement measurement(VariantResult result, double rate) {
        List<Metric> metrics = result.metrics().metrics("");
        Series backlog = result.series().stream()
                .filter(curve -> curve.plot().equals(BacklogCurve.PLOT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the trial has no curve of what was owed"));
        double p99 = metrics.stream()
                .filter(metric -> metric.name().endsWith(".latency.p99"))
                .mapToDouble(Metric::median)
                .max()
                .orElse(Double.NaN);
        long lost = (long) metrics.stream()
                .filter(metric -> metric.name().endsWith(".lost"))
                .mapToDouble(Metric::median)
                .sum();
        return new Measurement(rate, backlog, p99, lost);
    }
}
