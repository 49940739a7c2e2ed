package dev.millrace.load.report;

import dev.millrace.load.result.RunResult;

/** The key figures for a document. */
public final class MarkdownTable {
    private MarkdownTable() {}

    public static String of(RunResult result) {
        return KeyFigures.of(result).markdown();
    }
}
