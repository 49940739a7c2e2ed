package dev.millrace.local.cli;

import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.scenario.ScenarioFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the scenarios that come with Millrace. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the scenarios that come with Millrace, with their traffic's length and variants.")
final class LoadListCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : ScenarioFiles.bundled().all()) {
            Map<String, Scenario> variants = ScenarioFile.read(file);
            Scenario first = variants.values().iterator().next();
            Duration traffic = variants.values().stream()
                    .map(one -> one.warmUp().plus(one.duration()).multipliedBy(one.repeat()))
                    .reduce(Duration.ZERO, Duration::plus);
            out.printf("%-24s %5d s  %s%n", BundledFiles.name(file), traffic.toSeconds(), first.description());
            if (variants.size() > 1) {
                out.printf("%-24s          variants: %s%n", "", String.join(", ", variants.keySet()));
            }
        }
        out.flush();
        return 0;
    }
}
