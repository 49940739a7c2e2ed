package dev.millrace.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text in aligned columns, for a terminal or as Markdown. Control characters become {@code ?}, so that a name that came
 * from outside cannot steer the terminal.
 */
public final class TextTable {
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A column; numbers go to the right. */
    public record Column(String title, boolean right) {
        public static Column text(String title) {
            return new Column(title, false);
        }

        public static Column number(String title) {
            return new Column(title, true);
        }
    }

    public TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row has " + cells.length + " cells, the table " + columns.size() + " columns");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> cells[i].replaceAll("\\p{Cntrl}", "?"))
                .toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Columns two spaces apart, no trailing spaces, a line end after each row. */
    public String plain() {
        StringBuilder text = new StringBuilder();
        line(text, columns.stream().map(Column::title).toList());
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> row) {
        String line = IntStream.range(0, columns.size())
                .mapToObj(i -> padded(row.get(i), i))
                .collect(Collectors.joining("  "));
        text.append(line.stripTrailing()).append('\n');
    }

    private String padded(String cell, int column) {
        int width = rows.stream()
                .mapToInt(row -> row.get(column).length())
                .reduce(columns.get(column).title().length(), Math::max);
        String space = " ".repeat(width - cell.length());
        return columns.get(column).right() ? space + cell : cell + space;
    }

    /** The same as a Markdown table. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        markdown(text, columns.stream().map(Column::title).toList());
        markdown(
                text,
                columns.stream().map(column -> column.right() ? "---:" : "---").toList());
        rows.forEach(row -> markdown(
                text, row.stream().map(cell -> cell.replace("|", "\\|")).toList()));
        return text.toString();
    }

    private static void markdown(StringBuilder text, List<String> row) {
        text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
}
