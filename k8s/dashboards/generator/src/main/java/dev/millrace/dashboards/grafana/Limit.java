package dev.millrace.dashboards.grafana;

/**
 * From which value on something has another colour.
 *
 * @param from lowest value with this colour
 * @param color name that Grafana knows
 */
public record Limit(double from, String color) {
    public static final String GOOD = "green";
    public static final String WATCH = "yellow";
    public static final String BAD = "red";

    /** What is so, and what is not: neither is good or bad. */
    public static final String ON = "#5794f2";

    public static final String OFF = "#33363d";
}
