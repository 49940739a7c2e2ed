package dev.millrace.dashboards.grafana;

import java.util.List;
import java.util.stream.Stream;

/**
 * One dashboard.
 *
 * @param name of its file, and of its fixed address after {@code millrace-}
 */
public record Dashboard(String name, String title, String description, List<Variable> variables, List<Row> rows) {
    public Dashboard {
        variables = List.copyOf(variables);
        rows = List.copyOf(rows);
    }

    public String uid() {
        return "millrace-" + name;
    }

    /** In the order in which one reads. */
    public Stream<Panel> panels() {
        return rows.stream().flatMap(row -> row.panels().stream());
    }
}
