package dev.millrace.local.cli;

import dev.millrace.load.limit.Slo;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.run.LimitRun;
import dev.millrace.load.scenario.Scenario;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds a limit. */
@Command(
        name = "limit",
        mixinStandardHelpOptions = true,
        description =
                "Find the highest rate at which a scenario keeps an objective: p99, nothing lost, lag that does not grow."
                        + " Begins at the scenario's rate, doubles or halves, then narrows down. Several variants give a scaling curve.")
final class LoadLimitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "A YAML file, or one of those that `load list` shows.")
    String scenario = "";

    @Option(
            names = "--p99",
            paramLabel = "MS",
            description = "Latency that 99 %% of the results must keep, milliseconds (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    double p99;

    @Option(
            names = "--lag-trend",
            paramLabel = "SHARE",
            description = "Share of what arrives that may pile up (default: ${DEFAULT-VALUE}).",
            defaultValue = "0.01")
    double trend;

    @Option(
            names = "--resolution",
            paramLabel = "SHARE",
            description = "How close the limit is to be known (default: ${DEFAULT-VALUE}).",
            defaultValue = "0.05")
    double resolution;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Trials of a rate that decides; the majority counts (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    int repetitions;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Trials of a variant at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "40")
    int trials;

    @Mixin
    LoadReport report;

    @Mixin
    LoadAdjustments adjustments;

    @Mixin
    LoadTarget target;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, Scenario> variants = adjustments.apply(spec, ScenarioFiles.read(scenario));
        var slo = new Slo(trend, p99, 0, 0);
        PrintWriter out = spec.commandLine().getOut();
        try (var stop = new StopSignal()) {
            RunResult result = stop.start(() -> new LimitRun(
                            target.platforms(spec, variants.values()),
                            target.tools(spec),
                            LoadReport.command(spec),
                            slo)
                    .run(variants, new LimitRun.Effort(resolution, repetitions, trials)));
            out.println("Report: " + report.write(result));
            out.flush();
            return 0;
        } catch (InterruptedException e) {
            spec.commandLine().getErr().println("Interrupted; everything is stopped.");
            return 1;
        }
    }
}
