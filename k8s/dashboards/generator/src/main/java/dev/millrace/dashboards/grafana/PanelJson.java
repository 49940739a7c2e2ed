package dev.millrace.dashboards.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.dashboards.grafana.Panel.Kind;

/** One panel in Grafana's model. */
final class PanelJson {
    private PanelJson() {}

    static void fill(ObjectNode node, Panel panel) {
        node.put("type", type(panel.kind()));
        node.put("title", panel.title()).put("description", panel.description());
        GrafanaJson.source(node);
        node.putArray("links")
                .addObject()
                .put("title", "Runbook: what to look at, what to do")
                .put("url", "${runbook_base}#" + panel.runbook())
                .put("targetBlank", true);
        targets(node.putArray("targets"), panel);
        ObjectNode config = node.putObject("fieldConfig");
        ObjectNode defaults = config.putObject("defaults");
        config.putArray("overrides");
        defaults(defaults, panel);
        options(node.putObject("options"), panel);
        if (panel.kind() == Kind.TABLE) {
            withoutValues(node.putArray("transformations").addObject());
        }
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case TILE -> "stat";
            case LINES, STACK -> "timeseries";
            case STATES -> "state-timeline";
            case TABLE -> "table";
            case HEAT -> "heatmap";
        };
    }

    private static void targets(ArrayNode targets, Panel panel) {
        char ref = 'A';
        for (Target target : panel.targets()) {
            ObjectNode node = targets.addObject();
            node.put("refId", String.valueOf(ref));
            GrafanaJson.source(node);
            node.put("editorMode", "code").put("expr", target.expr().text()).put("legendFormat", target.legend());
            boolean table = panel.kind() == Kind.TABLE;
            node.put("instant", table).put("range", !table);
            node.put(
                    "format",
                    switch (panel.kind()) {
                        case TABLE -> "table";
                        case HEAT -> "heatmap";
                        default -> "time_series";
                    });
            ref++;
        }
    }

    private static void defaults(ObjectNode defaults, Panel panel) {
        defaults.put("unit", panel.unit().grafana()).put("min", 0);
        ObjectNode thresholds = defaults.putObject("thresholds");
        thresholds.put("mode", "absolute");
        ArrayNode steps = thresholds.putArray("steps");
        steps.addObject().put("color", panel.base()).putNull("value");
        panel.limits()
                .forEach(limit -> steps.addObject().put("color", limit.color()).put("value", limit.from()));
        boolean byLimit = panel.kind() == Kind.TILE || panel.kind() == Kind.STATES;
        defaults.putObject("color").put("mode", byLimit ? "thresholds" : "palette-classic-by-name");
        if (panel.kind() == Kind.LINES || panel.kind() == Kind.STACK) {
            lines(defaults.putObject("custom"), panel);
        }
    }

    private static void lines(ObjectNode custom, Panel panel) {
        boolean stack = panel.kind() == Kind.STACK;
        custom.put("drawStyle", "line").put("lineWidth", 1).put("fillOpacity", stack ? 60 : 8);
        custom.put("showPoints", "never").put("spanNulls", false).put("axisSoftMin", 0);
        custom.putObject("stacking").put("mode", stack ? "normal" : "none").put("group", "A");
        custom.putObject("thresholdsStyle").put("mode", panel.limits().isEmpty() ? "off" : "dashed");
    }

    private static void options(ObjectNode options, Panel panel) {
        switch (panel.kind()) {
            case TILE -> tile(options);
            case LINES, STACK -> {
                legend(options.putObject("legend"))
                        .putArray("calcs")
                        .add("lastNotNull")
                        .add("max");
                options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
            }
            case STATES -> {
                legend(options.putObject("legend"));
                options.put("mergeValues", true).put("showValue", "never").put("rowHeight", 0.9);
            }
            case TABLE -> options.put("showHeader", true).put("cellHeight", "sm");
            case HEAT -> heat(options, panel);
        }
    }

    private static void tile(ObjectNode options) {
        options.put("colorMode", "background").put("graphMode", "area").put("textMode", "auto");
        options.put("justifyMode", "center").put("orientation", "auto");
        ObjectNode reduce = options.putObject("reduceOptions");
        reduce.put("fields", "").put("values", false).putArray("calcs").add("lastNotNull");
    }

    private static ObjectNode legend(ObjectNode legend) {
        return legend.put("displayMode", "table").put("placement", "bottom").put("showLegend", true);
    }

    private static void heat(ObjectNode options, Panel panel) {
        options.put("calculate", false).put("cellGap", 1);
        options.putObject("yAxis").put("unit", panel.unit().grafana()).put("axisPlacement", "left");
        options.putObject("color")
                .put("mode", "scheme")
                .put("scheme", "Spectral")
                .put("steps", 64)
                .put("exponent", 0.5);
        options.putObject("legend").put("show", true);
        options.putObject("tooltip").put("mode", "single");
    }

    /** Of a series that is 1 for the case that is so, only the labels tell anything. */
    private static void withoutValues(ObjectNode transformation) {
        transformation.put("id", "organize");
        transformation
                .putObject("options")
                .putObject("excludeByName")
                .put("Time", true)
                .put("Value", true);
    }
}
