package dev.millrace.e2e.picture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/**
 * A dashboard as Grafana would lay it out, drawn from its JSON and from real series: the same grid, titles, units, limits and legends,
 * in plain SVG. It is for readers of the documents, not a test of Grafana.
 */
public final class DashboardPicture {
    static final double COLUMN = 64;
    static final double ROW = 34;
    private static final double GAP = 6;
    private static final double TOP = 54;

    private DashboardPicture() {}

    /** Answers of one query of a panel, as {@code query_range} gives them. */
    @FunctionalInterface
    public interface Series {
        JsonNode of(String query) throws IOException, InterruptedException;
    }

    /** The whole picture. */
    public static String draw(JsonNode dashboard, Series series, long from, long to)
            throws IOException, InterruptedException {
        var svg = new Svg();
        double bottom = 0;
        for (JsonNode panel : dashboard.get("panels")) {
            JsonNode at = panel.get("gridPos");
            var box = new Box(
                    at.get("x").asDouble() * COLUMN + GAP,
                    at.get("y").asDouble() * ROW + TOP,
                    at.get("w").asDouble() * COLUMN - GAP,
                    at.get("h").asDouble() * ROW - GAP);
            bottom = Math.max(bottom, box.bottom());
            if (panel.get("type").asText().equals("row")) {
                svg.text(
                        box.x() + 4,
                        box.y() + 19,
                        14,
                        Svg.TEXT,
                        "start",
                        "▾ " + panel.get("title").asText());
            } else {
                PanelPicture.draw(svg, box, panel, series, from, to);
            }
        }
        svg.text(GAP + 6, 34, 20, Svg.TEXT, "start", dashboard.get("title").asText());
        return svg.document(
                24 * COLUMN + GAP, bottom + GAP, dashboard.get("title").asText());
    }

    /** Where something is drawn, in pixels. */
    record Box(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        Box inner(double left, double top, double right, double below) {
            return new Box(x + left, y + top, width - left - right, height - top - below);
        }
    }

    /** One line: its name and its points; seconds and values. */
    record Line(String name, List<double[]> points) {
        double last() {
            return points.isEmpty() ? Double.NaN : points.get(points.size() - 1)[1];
        }

        double max() {
            return points.stream().mapToDouble(point -> point[1]).max().orElse(Double.NaN);
        }
    }
}
