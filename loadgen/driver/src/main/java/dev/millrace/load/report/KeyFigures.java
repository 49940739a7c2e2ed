package dev.millrace.load.report;

import dev.millrace.load.report.TextTable.Column;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.util.Collections;

/** The metrics of a run as a table: the median of the repetitions and their range. */
final class KeyFigures {
    private KeyFigures() {}

    static TextTable of(RunResult result) {
        TextTable table = new TextTable(
                Column.text("metric"),
                Column.number("median"),
                Column.number("min"),
                Column.number("max"),
                Column.text("unit"),
                Column.number("runs"));
        for (Metric metric : result.metrics()) {
            table.row(
                    metric.name(),
                    Numbers.of(metric.median()),
                    Numbers.of(Collections.min(metric.samples())),
                    Numbers.of(Collections.max(metric.samples())),
                    metric.unit(),
                    Integer.toString(metric.samples().size()));
        }
        return table;
    }
}
