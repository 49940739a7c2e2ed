package dev.millrace.load.limit;

import dev.millrace.load.report.Numbers;
import dev.millrace.load.report.TextTable;
import dev.millrace.load.report.TextTable.Column;
import dev.millrace.load.result.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The highest sustained rate for each amount of a resource, with what each further unit brings.
 *
 * @param resource such as {@code workers}, {@code partitions}, {@code cores}
 * @param points by rising amount
 */
public record CapacityCurve(String resource, List<Point> points) {
    /** An amount of the resource and what was found with it. */
    public record Point(int amount, RateLimit limit) {}

    public CapacityCurve {
        points = points.stream().sorted(Comparator.comparingInt(Point::amount)).toList();
        if (points.isEmpty() || points.get(0).amount() < 1) {
            throw new IllegalArgumentException("the capacity curve of " + resource + " has " + points.size()
                    + " points: it needs one, of at least 1 " + resource);
        }
    }

    /** A row for each amount: limit, multiple of the least amount's limit, and that multiple by the multiple of the resource. */
    public TextTable table() {
        TextTable table = new TextTable(
                Column.number(resource),
                Column.number("events/s"),
                Column.number("speed-up"),
                Column.number("efficiency"),
                Column.text("found"));
        Point least = points.get(0);
        for (Point point : points) {
            table.row(
                    Integer.toString(point.amount()),
                    number(point.limit().sustained()),
                    number(speedUp(point)),
                    number(efficiency(least, point)),
                    point.limit().sentence());
        }
        return table;
    }

    /** Limit as a multiple of that of the least amount; null where either is unknown. */
    public @Nullable Double speedUp(Point point) {
        Double base = points.get(0).limit().sustained();
        Double here = point.limit().sustained();
        return base == null || here == null ? null : (Double) (here / base);
    }

    private @Nullable Double efficiency(Point least, Point point) {
        Double speedUp = speedUp(point);
        return speedUp == null ? null : (Double) (speedUp * least.amount() / point.amount());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : Numbers.of(value);
    }

    /** The curve for a report: plot {@code capacity}, whose {@code seconds} are amounts of the resource. */
    public Series series() {
        List<Double> amounts = new ArrayList<>();
        List<@Nullable Double> limits = new ArrayList<>();
        for (Point point : points) {
            amounts.add((double) point.amount());
            limits.add(point.limit().sustained());
        }
        return new Series("capacity", resource, "events/s", 1, amounts, limits);
    }
}
