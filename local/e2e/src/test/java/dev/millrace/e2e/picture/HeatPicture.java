package dev.millrace.e2e.picture;

import dev.millrace.e2e.picture.DashboardPicture.Box;
import dev.millrace.e2e.picture.DashboardPicture.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Buckets over time: how many values lie between a bound and the one below. */
final class HeatPicture {
    private static final List<String> COLORS =
            List.of("#352a4a", "#5e3a86", "#8a4a9b", "#c9568a", "#ee7860", "#f9b55b", "#f7e68a");

    private HeatPicture() {}

    static void draw(Svg svg, Box box, List<Line> lines, String unit, long from, long to) {
        var sorted = new ArrayList<>(lines);
        sorted.removeIf(line -> line.name().equals("+Inf"));
        sorted.sort(Comparator.comparingDouble(line -> Double.parseDouble(line.name())));
        Map<Double, Double> below = new TreeMap<>();
        double height = box.height() / sorted.size();
        double most = lines.stream().mapToDouble(Line::max).max().orElse(1);
        for (int i = 0; i < sorted.size(); i++) {
            double y = box.bottom() - (i + 1) * height;
            if (i % 3 == 0) {
                double bound = Double.parseDouble(sorted.get(i).name());
                svg.text(box.x() - 8, y + 4, 11, Svg.FAINT, "end", Units.text(bound, unit));
            }
            List<double[]> points = sorted.get(i).points();
            double width = box.width() / Math.max(1, points.size());
            for (double[] point : points) {
                double count = point[1] - below.getOrDefault(point[0], 0.0);
                below.put(point[0], point[1]);
                if (count > most * 1e-3) {
                    double x = box.x() + box.width() * (point[0] - from) / (to - from);
                    int color = (int) Math.min(COLORS.size() - 1, Math.sqrt(count / most) * COLORS.size());
                    svg.rect(new Box(x, y, width, height - .5), COLORS.get(color), COLORS.get(color));
                }
            }
        }
        ChartPicture.times(svg, box, from, to);
    }
}
