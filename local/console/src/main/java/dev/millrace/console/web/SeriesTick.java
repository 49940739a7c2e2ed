package dev.millrace.console.web;

import dev.millrace.console.live.Point;
import java.util.List;

/**
 * New points of the series that a page shows.
 *
 * @param chosen whether a person chose the sensor
 * @param reset whether these replace what the page shows
 * @param points {@code float64[point][time, score, threshold, anomalous]}: short, since there are many
 */
record SeriesTick(String sensor, boolean chosen, boolean reset, List<double[]> points) {
    static double[] row(Point point) {
        return new double[] {point.time(), round(point.score()), round(point.threshold()), point.anomalous() ? 1 : 0};
    }

    private static double round(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }
}
