package dev.millrace.load.report;

import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;

/** {@code report.html} in a report's folder: everything that a run found, in one file that opens without a network. */
public final class HtmlReport {
    public static final String NAME = "report.html";

    private HtmlReport() {}

    /** Writes the page, making the folder where needed; returns the file. */
    public static Path write(RunResult result, Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Page.write(file, result.scenario() + " · load report", ConsoleSummary.of(result), "report.js", result);
        return file;
    }
}
