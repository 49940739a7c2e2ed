package dev.millrace.microbench;

import dev.millrace.load.report.Numbers;
import dev.millrace.load.report.TextTable;
import dev.millrace.load.report.TextTable.Column;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The table of stages, as it is shown and as it is checked in with machine and date. */
final class CostTable {
    private static final String INTRODUCTION =
            """
            # What each stage costs

            Written by `bench costs`; not by hand. Processor time in µs per input event, in one thread between real topics. Each run is a JVM
            of its own. `bare` is Kafka's consumer and producer alone with records of the same sizes, `rest` what is in no stage (collecting garbage,
            more than bare in the clients), `exactly-once` what a transaction per poll adds; the compilers are left out. The broker's own time is below.
            """;

    private CostTable() {}

    /** A row for each stage, with its ratio to bare Kafka; after those of one thread, their sum. */
    static TextTable of(RunResult result) {
        var table = new TextTable(
                Column.text("stage"),
                Column.number("median"),
                Column.number("min"),
                Column.number("max"),
                Column.number("of bare"),
                Column.number("runs"));
        double bare = 0;
        double sum = 0;
        for (Metric metric : result.metrics()) {
            String stage = String.valueOf(metric.stage());
            if (stage.equals(CostTurn.WHOLE)) {
                continue; // what the stages of one thread add up to: told as their sum
            }
            if (stage.equals("bare")) {
                bare = metric.median();
            }
            if (stage.equals("exactly-once")) {
                table.row("all of these", Numbers.of(sum), "", "", times(sum, bare), "");
            }
            sum += metric.median();
            List<Double> samples = metric.samples();
            table.row(
                    stage,
                    Numbers.of(metric.median()),
                    Numbers.of(Collections.min(samples)),
                    Numbers.of(Collections.max(samples)),
                    times(metric.median(), bare),
                    Integer.toString(samples.size()));
        }
        return table;
    }

    private static String times(double cost, double bare) {
        return bare > 0 ? String.format(Locale.ROOT, "%.2f×", cost / bare) : "-";
    }

    /** Writes it, or adds it to what the file has. */
    static void write(RunResult result, Path file, boolean append) throws IOException {
        Environment environment = result.environment();
        String text = (append ? "\n" : INTRODUCTION + "\n")
                + "## " + result.description() + "\n\n"
                + environment.startedAt() + ", revision " + environment.revision() + ", " + environment.processor()
                + ", "
                + environment.cores() + " cores, " + environment.java() + ", load before " + environment.loadBefore()
                + "; " + result.setup().getOrDefault("events", "") + " events a pass, medians of "
                + result.setup().getOrDefault("measured", "") + " in each run\n\n"
                + of(result).markdown();
        if (append) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, text);
        }
    }
}
