package dev.millrace.load.compare;

import dev.millrace.load.report.Numbers;
import dev.millrace.load.report.TextTable;
import dev.millrace.load.report.TextTable.Column;
import java.util.Locale;

/** A comparison for the terminal: warnings, a row for each metric, the sentence last. */
public final class ComparisonText {
    private ComparisonText() {}

    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison.warnings().forEach(warning -> text.append("warning: ")
                .append(clean(warning))
                .append('\n'));
        if (comparison.paired()) {
            text.append("measured in turns: judged by the differences within the pairs\n");
        }
        TextTable table = new TextTable(
                Column.text("verdict"),
                Column.text("metric"),
                Column.number("first"),
                Column.number("second"),
                Column.text("unit"),
                Column.number("change"),
                Column.text("why"));
        for (MetricChange change : comparison.changes()) {
            table.row(
                    change.verdict().name().toLowerCase(Locale.ROOT),
                    change.name(),
                    Numbers.of(change.a()),
                    Numbers.of(change.b()),
                    change.unit(),
                    Numbers.change(change.ratio()),
                    change.why());
        }
        text.append(table.plain()).append('\n');
        comparison.stages().stream().skip(1).forEach(stage -> text.append(clean(stage.sentence()))
                .append('\n'));
        return text.append(clean(comparison.sentence())).append('\n').toString();
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
