package dev.millrace.e2e.picture;

import dev.millrace.e2e.picture.DashboardPicture.Box;
import dev.millrace.e2e.picture.DashboardPicture.Line;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Lines over time, or areas on top of each other. */
record ChartPicture(Svg svg, Box box, String unit, long from, long to, List<Double> limits) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    void draw(List<Line> lines, boolean stack) {
        List<Line> drawn = stack ? stacked(lines) : lines;
        double highest = drawn.stream().mapToDouble(Line::max).max().orElse(1);
        double step = step(highest <= 0 ? 1 : highest);
        double top = Math.max(step, Math.ceil(highest / step - 1e-9) * step);
        for (double value = 0; value <= top + step / 2; value += step) {
            svg.line(box.x(), y(value, top), box.right(), y(value, top), Svg.EDGE, "none");
            svg.text(box.x() - 8, y(value, top) + 4, 11, Svg.FAINT, "end", Units.text(value, unit));
        }
        times(svg, box, from, to);
        for (int i = drawn.size() - 1; i >= 0; i--) {
            String color = Svg.palette(i);
            List<double[]> points = drawn.get(i).points();
            String path = path(points, top);
            double first = x(points.get(0)[0]);
            double last = x(points.get(points.size() - 1)[0]);
            String area = String.format(
                    Locale.ROOT, "%s L%.1f %.1f L%.1f %.1f Z", path, last, box.bottom(), first, box.bottom());
            svg.path(area, "none", color, stack ? .55 : .07);
            svg.path(path, color, "none", 1);
        }
        limits.stream()
                .filter(limit -> limit <= top)
                .forEach(
                        limit -> svg.line(box.x(), y(limit, top), box.right(), y(limit, top), Svg.named("red"), "6 4"));
    }

    /** Labels of a time axis. */
    static void times(Svg svg, Box box, long from, long to) {
        int marks = box.width() > 500 ? 6 : 4;
        for (int i = 1; i < marks; i++) {
            double x = box.x() + box.width() * i / marks;
            long at = from + (to - from) * i / marks;
            svg.text(x, box.bottom() + 16, 11, Svg.FAINT, "middle", TIME.format(Instant.ofEpochSecond(at)));
        }
    }

    private static List<Line> stacked(List<Line> lines) {
        var sums = new TreeMap<Double, Double>();
        var drawn = new ArrayList<Line>();
        for (Line line : lines) {
            line.points().forEach(point -> sums.merge(point[0], point[1], Double::sum));
            drawn.add(new Line(
                    line.name(),
                    sums.entrySet().stream()
                            .map(sum -> new double[] {sum.getKey(), sum.getValue()})
                            .toList()));
        }
        return drawn;
    }

    /** About four steps, each 1, 2 or 5 of a power of ten. */
    private static double step(double highest) {
        double rough = highest / 4;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private String path(List<double[]> points, double top) {
        var path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f ", x(point[0]), y(point[1], top)));
        }
        return path.toString().trim();
    }

    private double x(double seconds) {
        return box.x() + box.width() * (seconds - from) / (to - from);
    }

    private double y(double value, double top) {
        return box.bottom() - box.height() * value / top;
    }
}
