package dev.millrace.dashboards.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A dashboard in Grafana's model, schema 39 (Grafana 11; 12 reads it and lifts it when it is saved). The same dashboard gives the same
 * bytes. The data source is the variable {@code datasource}, so that a file needs no editing before it is provisioned.
 */
public final class GrafanaJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    private static final int SCHEMA = 39;
    private static final int COLUMNS = 24;

    private GrafanaJson() {}

    /** The whole file. */
    public static String text(Dashboard dashboard, String runbookBase) {
        try {
            return JSON.writer(PRETTY).writeValueAsString(node(dashboard, runbookBase)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(dashboard.name() + " cannot be written", e);
        }
    }

    static ObjectNode node(Dashboard dashboard, String runbookBase) {
        ObjectNode root = JSON.createObjectNode();
        root.put("uid", dashboard.uid());
        root.put("title", "Millrace / " + dashboard.title());
        root.put("description", dashboard.description());
        root.putArray("tags").add("millrace");
        root.put("schemaVersion", SCHEMA)
                .put("version", 1)
                .put("editable", true)
                .put("graphTooltip", 1);
        root.put("refresh", "10s").put("timezone", "browser");
        root.putObject("time").put("from", "now-30m").put("to", "now");
        root.putObject("annotations").putArray("list");
        links(root.putArray("links"));
        ArrayNode variables = root.putObject("templating").putArray("list");
        datasource(variables.addObject());
        dashboard.variables().forEach(variable -> choice(variables.addObject(), variable));
        runbook(variables.addObject(), runbookBase);
        layOut(dashboard, root.putArray("panels"));
        return root;
    }

    /** The other dashboards, with the time that one looks at. */
    private static void links(ArrayNode links) {
        links.addObject()
                .put("title", "Millrace")
                .put("type", "dashboards")
                .put("asDropdown", true)
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add("millrace");
    }

    private static void datasource(ObjectNode variable) {
        variable.put("name", "datasource").put("label", "Data source");
        variable.put("type", "datasource").put("query", "prometheus").put("hide", 0);
    }

    private static void choice(ObjectNode variable, Variable choice) {
        variable.put("name", choice.label()).put("label", choice.label()).put("type", "query");
        source(variable);
        variable.put("definition", choice.query());
        variable.putObject("query").put("query", choice.query()).put("refId", choice.label());
        variable.put("refresh", 2)
                .put("sort", 1)
                .put("multi", true)
                .put("includeAll", true)
                .put("allValue", ".*");
        variable.putObject("current").put("text", "All").put("value", "$__all");
    }

    /** Where the runbook is served: a text that can be changed at the top. */
    private static void runbook(ObjectNode variable, String base) {
        variable.put("name", "runbook_base").put("label", "Runbook").put("type", "textbox");
        variable.put("query", base).put("hide", 2);
        variable.putObject("current").put("text", base).put("value", base);
    }

    static void source(ObjectNode node) {
        node.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
    }

    private static void layOut(Dashboard dashboard, ArrayNode panels) {
        int id = 0;
        int top = 0;
        for (Row row : dashboard.rows()) {
            ObjectNode heading = panels.addObject();
            heading.put("id", ++id).put("type", "row").put("title", row.title()).put("collapsed", false);
            place(heading, 0, top, COLUMNS, 1);
            heading.putArray("panels");
            top++;
            int left = 0;
            int height = 0;
            for (Panel panel : row.panels()) {
                if (left + panel.width() > COLUMNS) {
                    top += height;
                    left = 0;
                    height = 0;
                }
                ObjectNode node = panels.addObject();
                node.put("id", ++id);
                place(node, left, top, panel.width(), panel.height());
                PanelJson.fill(node, panel);
                left += panel.width();
                height = Math.max(height, panel.height());
            }
            top += height;
        }
    }

    private static void place(ObjectNode node, int left, int top, int width, int height) {
        node.putObject("gridPos")
                .put("h", height)
                .put("w", width)
                .put("x", left)
                .put("y", top);
    }
}
