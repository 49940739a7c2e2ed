package dev.millrace.local.cli;

import dev.millrace.load.report.HtmlReport;
import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a load command leaves what it found. */
final class LoadReport {
    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where the report is written (default: millrace-reports/ and the result's name).")
    @Nullable
    Path report;

    /** Writes page and JSON; returns the page. */
    Path write(RunResult result) throws IOException {
        Path folder = report == null ? Path.of("millrace-reports").resolve(result.scenario()) : report;
        ResultFiles.write(result, folder);
        return HtmlReport.write(result, folder).toAbsolutePath();
    }

    /** The command line that is being executed, for the report. */
    static String command(CommandSpec spec) {
        CommandLine root = spec.commandLine();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return "./millrace " + String.join(" ", root.getParseResult().originalArgs());
    }
}
