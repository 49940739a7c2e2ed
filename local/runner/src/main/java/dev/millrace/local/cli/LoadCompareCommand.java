package dev.millrace.local.cli;

import dev.millrace.load.compare.Comparison;
import dev.millrace.load.compare.ComparisonFiles;
import dev.millrace.load.compare.ComparisonText;
import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two results. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Say what changed from result A to result B beyond noise, and which stage it comes from. Needs at least four"
                        + " repetitions in each to be sure of small changes. Exits 1 if something became worse.")
final class LoadCompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "Folder of a report, or its result.json: before.")
    @Nullable
    Path a;

    @Parameters(index = "1", paramLabel = "B", description = "The same: after.")
    @Nullable
    Path b;

    @Option(names = "--report", paramLabel = "DIR", description = "Write compare.html and compare.json there as well.")
    @Nullable
    Path report;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (a == null || b == null) {
            throw new IllegalStateException("picocli gives both or refuses");
        }
        RunResult before = ResultFiles.read(a);
        RunResult after = ResultFiles.read(b);
        Comparison comparison = Comparison.of(before, after);
        PrintWriter out = spec.commandLine().getOut();
        out.print(ComparisonText.of(comparison));
        if (report != null) {
            out.println("Report: "
                    + ComparisonFiles.write(comparison, before, after, report).toAbsolutePath());
        }
        out.flush();
        return comparison.exitCode();
    }
}
