package dev.millrace.e2e.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.e2e.picture.DashboardPicture.Box;
import dev.millrace.e2e.picture.DashboardPicture.Line;
import java.util.List;

/** A bar for each series, in the colour of its value at the time. */
final class StatePicture {
    private StatePicture() {}

    static void draw(Svg svg, Box box, List<Line> lines, JsonNode defaults, long from, long to) {
        double height = Math.min(34, box.height() / lines.size());
        for (int i = 0; i < lines.size(); i++) {
            double y = box.y() + i * height;
            List<double[]> points = lines.get(i).points();
            svg.text(
                    box.x() - 8,
                    y + height / 2 + 2,
                    11.5,
                    Svg.TEXT,
                    "end",
                    lines.get(i).name());
            for (int p = 0; p < points.size(); p++) {
                double begins = points.get(p)[0];
                double next = p + 1 < points.size() ? points.get(p + 1)[0] : to;
                double ends = Math.min(next, begins + 2); // longer than the step: there is a gap
                double x = box.x() + box.width() * (begins - from) / (to - from);
                double width = box.width() * (ends - begins) / (to - from);
                String color = PanelPicture.color(defaults, points.get(p)[1]);
                svg.rect(new Box(x, y, Math.max(.5, width), height * .75), color, color);
            }
        }
        ChartPicture.times(svg, box, from, to);
    }
}
