package dev.millrace.load.run;

import dev.millrace.load.report.Numbers;
import dev.millrace.load.result.Check;
import dev.millrace.load.result.Distribution;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Mark;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.result.Series;
import dev.millrace.load.result.SideBySide;
import dev.millrace.load.scenario.Expectation;
import dev.millrace.load.scenario.Published;
import dev.millrace.load.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a scenario with all its variants and repetitions, and judges it. Each variant has a platform of its own; its repetitions share
 * that platform, each with sensors and users of its own.
 */
public final class ScenarioRun {
    private final LoadPlatforms platforms;
    private final LoadTools tools;
    private final String command;

    /** {@code command} is told in the report, so that a reader can repeat it. */
    public ScenarioRun(LoadPlatforms platforms, LoadTools tools, String command) {
        this.platforms = platforms;
        this.tools = tools;
        this.command = command;
    }

    /** Variants by name; one with the empty name is the scenario itself, and its metrics carry no name before theirs. */
    public RunResult run(Map<String, Scenario> variants) throws Exception {
        Environment environment = Machine.environment(Map.of());
        Scenario first = variants.values().iterator().next();
        List<Metric> metrics = new ArrayList<>();
        List<Distribution> distributions = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, Scenario> variant : variants.entrySet()) {
            String prefix = variant.getKey().isEmpty() ? "" : variant.getKey() + "/";
            Scenario scenario = variant.getValue();
            if (!prefix.isEmpty()) {
                tools.console().line("");
                tools.console().line("Variant " + variant.getKey());
            }
            VariantResult result = variant(scenario);
            List<Metric> own = result.metrics().metrics("");
            result.metrics().metrics(prefix).forEach(metrics::add);
            result.distributions().forEach(one -> distributions.add(named(prefix, one)));
            result.series().forEach(one -> series.add(named(prefix, one)));
            marks.addAll(result.marks());
            result.notes().forEach(note -> notes.add(prefix.isEmpty() ? note : variant.getKey() + ": " + note));
            for (Expectation expectation : scenario.expect()) {
                Check check = expectation.judge(own);
                checks.add(new Check(prefix + check.expected(), check.actual(), check.passed()));
            }
        }
        return new RunResult(
                first.name(),
                first.description(),
                command,
                environment,
                Setup.inWords(variants),
                metrics,
                distributions,
                series,
                marks,
                checks,
                sideBySide(first.published(), metrics),
                notes);
    }

    private VariantResult variant(Scenario scenario) throws Exception {
        var result = VariantResult.empty();
        try (LoadPlatform platform = platforms.start(Setup.platform(scenario))) {
            for (int run = 1; run <= scenario.repeat(); run++) {
                if (scenario.repeat() > 1) {
                    tools.console().line("Run " + run + " of " + scenario.repeat());
                }
                new Trial(run == 1 ? scenario : scenario.again(), platform, tools, run).run(result);
            }
        }
        if (!scenario.bare().isZero()) {
            new BareTrial(scenario, platforms, tools).run(result);
        }
        return result;
    }

    private static Distribution named(String prefix, Distribution one) {
        return new Distribution(
                prefix + one.name(), one.unit(), one.run(), one.count(), one.percentiles(), one.values());
    }

    private static Series named(String prefix, Series one) {
        return new Series(one.plot(), prefix + one.name(), one.unit(), one.run(), one.seconds(), one.values());
    }

    private static List<SideBySide> sideBySide(List<Published> published, List<Metric> metrics) {
        return published.stream()
                .map(theirs -> new SideBySide(
                        theirs.what(),
                        theirs.theirs(),
                        metrics.stream()
                                .filter(metric -> metric.name().equals(theirs.metric()))
                                .findFirst()
                                .map(metric -> Numbers.of(metric.median()) + " " + metric.unit())
                                .orElse("not measured by this scenario"),
                        theirs.note() == null ? "" : theirs.note()))
                .toList();
    }
}
