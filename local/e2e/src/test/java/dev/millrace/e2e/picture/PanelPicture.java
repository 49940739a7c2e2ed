package dev.millrace.e2e.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.e2e.picture.DashboardPicture.Box;
import dev.millrace.e2e.picture.DashboardPicture.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One panel: its frame, and what is inside by its type. */
final class PanelPicture {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int LEGENDS = 5;
    private static final double LEGEND_LINE = 17;

    private PanelPicture() {}

    static void draw(Svg svg, Box box, JsonNode panel, DashboardPicture.Series series, long from, long to)
            throws IOException, InterruptedException {
        List<Line> lines = lines(panel, series);
        JsonNode defaults = panel.at("/fieldConfig/defaults");
        String unit = defaults.path("unit").asText();
        String type = panel.get("type").asText();
        boolean tile = type.equals("stat");
        svg.rect(box, tile ? tileColor(lines, defaults) : Svg.PANEL, Svg.EDGE);
        svg.text(
                box.x() + 8,
                box.y() + 18,
                13,
                Svg.TEXT,
                "start",
                panel.get("title").asText());
        if (tile) {
            double value = lines.isEmpty() ? Double.NaN : lines.get(0).last();
            svg.bold(
                    box.x() + box.width() / 2, box.y() + box.height() / 2 + 20, 34, "#ffffff", Units.text(value, unit));
            return;
        }
        if (lines.isEmpty()) {
            svg.text(box.x() + box.width() / 2, box.y() + box.height() / 2, 14, Svg.FAINT, "middle", "No data");
            return;
        }
        switch (type) {
            case "timeseries" -> {
                boolean stack = defaults.at("/custom/stacking/mode").asText().equals("normal");
                int shown = Math.min(lines.size(), LEGENDS);
                var chart = new ChartPicture(
                        svg, box.inner(62, 30, 12, 28 + shown * LEGEND_LINE), unit, from, to, limits(defaults, panel));
                chart.draw(lines, stack);
                legend(svg, box, lines, unit);
            }
            case "state-timeline" -> StatePicture.draw(svg, box.inner(270, 32, 10, 26), lines, defaults, from, to);
            case "table" -> table(svg, box, lines);
            case "heatmap" -> HeatPicture.draw(svg, box.inner(62, 30, 12, 26), lines, unit, from, to);
            default -> throw new IllegalArgumentException("no picture for a panel of type " + type);
        }
    }

    private static List<Line> lines(JsonNode panel, DashboardPicture.Series series)
            throws IOException, InterruptedException {
        var lines = new ArrayList<Line>();
        for (JsonNode target : panel.get("targets")) {
            for (JsonNode one : series.of(target.get("expr").asText())) {
                var points = new ArrayList<double[]>();
                for (JsonNode point : one.get("values")) {
                    double value = Double.parseDouble(point.get(1).asText().replace("+Inf", "Infinity"));
                    if (Double.isFinite(value)) {
                        points.add(new double[] {point.get(0).asDouble(), value});
                    }
                }
                if (!points.isEmpty()) {
                    lines.add(new Line(name(target.get("legendFormat").asText(), one.get("metric")), points));
                }
            }
        }
        return lines;
    }

    private static String name(String legend, JsonNode labels) {
        if (legend.isEmpty()) {
            var all = new ArrayList<String>();
            labels.forEach(value -> all.add(value.asText()));
            return String.join("   ", all);
        }
        return LABEL.matcher(legend)
                .replaceAll((MatchResult label) ->
                        labels.path(label.group(1)).asText().replace("$", ""));
    }

    private static List<Double> limits(JsonNode defaults, JsonNode panel) {
        var limits = new ArrayList<Double>();
        if (!panel.at("/fieldConfig/defaults/custom/thresholdsStyle/mode")
                .asText()
                .equals("off")) {
            defaults.at("/thresholds/steps").forEach(step -> {
                if (!step.get("value").isNull()) {
                    limits.add(step.get("value").asDouble());
                }
            });
        }
        return limits;
    }

    /** The colour of a value by the panel's limits. */
    static String color(JsonNode defaults, double value) {
        String color = "green";
        for (JsonNode step : defaults.at("/thresholds/steps")) {
            if (step.get("value").isNull() || value >= step.get("value").asDouble()) {
                color = step.get("color").asText();
            }
        }
        return Svg.named(color);
    }

    private static String tileColor(List<Line> lines, JsonNode defaults) {
        return lines.isEmpty() ? Svg.EDGE : color(defaults, lines.get(0).last());
    }

    private static void legend(Svg svg, Box box, List<Line> lines, String unit) {
        int shown = Math.min(lines.size(), LEGENDS);
        double y = box.bottom() - shown * LEGEND_LINE;
        for (int i = 0; i < shown; i++) {
            Line line = lines.get(i);
            svg.rect(new Box(box.x() + 10, y + i * LEGEND_LINE - 2, 12, 4), Svg.palette(i), Svg.palette(i));
            boolean more = i == shown - 1 && lines.size() > shown;
            String name = more ? line.name() + "   (and " + (lines.size() - shown) + " more)" : line.name();
            svg.text(box.x() + 28, y + i * LEGEND_LINE + 4, 11.5, Svg.TEXT, "start", name);
            svg.text(box.right() - 104, y + i * LEGEND_LINE + 4, 11.5, Svg.FAINT, "end", Units.text(line.last(), unit));
            svg.text(
                    box.right() - 10,
                    y + i * LEGEND_LINE + 4,
                    11.5,
                    Svg.FAINT,
                    "end",
                    "max " + Units.text(line.max(), unit));
        }
    }

    private static void table(Svg svg, Box box, List<Line> lines) {
        double y = box.y() + 46;
        for (Line line : lines) {
            svg.text(box.x() + 12, y, 13, Svg.TEXT, "start", line.name());
            svg.line(box.x() + 8, y + 8, box.right() - 8, y + 8, Svg.EDGE, "none");
            y += 26;
        }
    }
}
