package dev.millrace.local.cli;

import dev.millrace.load.report.ConsoleSummary;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.run.ScenarioRun;
import dev.millrace.load.scenario.Scenario;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and reports. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Run a scenario: start a platform for it (or load the one named), send its traffic, measure from outside,"
                        + " write report.html and result.json. Exits 1 if an expectation is not met.")
final class LoadRunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "A YAML file, or one of the scenarios that `load list` shows.")
    String scenario = "";

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
        PrintWriter out = spec.commandLine().getOut();
        try (var stop = new StopSignal()) {
            RunResult result = stop.start(() -> new ScenarioRun(
                            target.platforms(spec, variants.values()), target.tools(spec), LoadReport.command(spec))
                    .run(variants));
            Path page = report.write(result);
            out.println();
            out.print(ConsoleSummary.of(result));
            out.println("Report: " + page);
            out.flush();
            return result.passed() ? 0 : 1;
        } catch (InterruptedException e) {
            spec.commandLine().getErr().println("Interrupted; everything is stopped.");
            return 1;
        }
    }
}
