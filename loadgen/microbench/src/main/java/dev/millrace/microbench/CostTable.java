package dev.millrace.microbench;

import dev.millrace.load.report.MarkdownTable;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The table of stages as it is checked in: figures, machine, date. */
final class CostTable {
    private CostTable() {}

    /** Writes it, or adds it to what the file has. */
    static void write(RunResult result, Path file, boolean append) throws IOException {
        Environment environment = result.environment();
        String text = (append ? "\n" : "# What each stage costs\n\nWritten by `bench costs`; not by hand.\n\n")
                + "## " + result.description() + "\n\n"
                + environment.startedAt() + ", " + environment.processor() + ", " + environment.cores() + " cores, "
                + environment.java() + ", load before " + environment.loadBefore() + "\n\n"
                + MarkdownTable.of(result);
        if (append) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, text);
        }
    }
}
