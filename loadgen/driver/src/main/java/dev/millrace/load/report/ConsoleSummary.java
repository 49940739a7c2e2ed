package dev.millrace.load.report;

import dev.millrace.load.report.TextTable.Column;
import dev.millrace.load.result.RunResult;

/** What a run found, in one screen of a terminal: key figures, the expectations, the verdict last, where the eye is. */
public final class ConsoleSummary {
    private ConsoleSummary() {}

    public static String of(RunResult result) {
        StringBuilder text = new StringBuilder(KeyFigures.of(result).plain());
        if (!result.checks().isEmpty()) {
            TextTable checks = new TextTable(Column.text(""), Column.text("expected"), Column.text("seen"));
            result.checks()
                    .forEach(check -> checks.row(check.passed() ? "ok" : "FAIL", check.expected(), check.actual()));
            text.append('\n').append(checks.plain());
        }
        if (!result.sideBySide().isEmpty()) {
            TextTable theirs = new TextTable(
                    Column.text("theirs and ours"), Column.text("published"), Column.text("here"), Column.text("note"));
            result.sideBySide().forEach(row -> theirs.row(row.what(), row.theirs(), row.ours(), row.note()));
            text.append('\n').append(theirs.plain());
        }
        return text.append('\n').append(verdict(result)).append('\n').toString();
    }

    /** Such as {@code PASS sensors-steady: 7 of 7 expectations met}. */
    public static String verdict(RunResult result) {
        String name = result.scenario().replaceAll("\\p{Cntrl}", "?");
        if (result.checks().isEmpty()) {
            return name + ": measured, nothing was expected";
        }
        long met = result.checks().stream().filter(check -> check.passed()).count();
        return (result.passed() ? "PASS " : "FAIL ") + name + ": " + met + " of "
                + result.checks().size() + " expectations met";
    }
}
