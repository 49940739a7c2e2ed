package dev.millrace.dashboards.grafana;

import dev.millrace.dashboards.promql.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * One panel.
 *
 * @param description what it tells and when to worry
 * @param runbook anchor in the runbook
 * @param limits colours from low to high; the colour below the first is {@code base}
 * @param width of 24 columns
 * @param height in rows of 30 pixels
 */
public record Panel(
        Kind kind,
        String title,
        String description,
        Unit unit,
        String runbook,
        List<Target> targets,
        String base,
        List<Limit> limits,
        int width,
        int height) {
    /** How it is drawn. */
    public enum Kind {
        /** One large number. */
        TILE,
        LINES,
        /** Areas on top of each other: parts of a whole. */
        STACK,
        /** Which of several is the case, over time. */
        STATES,
        /** Labels as columns. */
        TABLE,
        /** Buckets over time. */
        HEAT
    }

    private static final int TILE_WIDTH = 4;
    private static final int TILE_HEIGHT = 4;
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;

    public Panel {
        if (description.isBlank() || runbook.isBlank() || width < 1 || width > 24) {
            throw new IllegalArgumentException(
                    "panel " + title + " needs a description, a runbook line and 1 to 24 columns");
        }
        targets = List.copyOf(targets);
        limits = List.copyOf(limits);
    }

    public static Panel tile(String title, Unit unit, String runbook, String description) {
        return new Panel(
                Kind.TILE,
                title,
                description,
                unit,
                runbook,
                List.of(),
                Limit.GOOD,
                List.of(),
                TILE_WIDTH,
                TILE_HEIGHT);
    }

    public static Panel lines(String title, Unit unit, String runbook, String description) {
        return of(Kind.LINES, title, unit, runbook, description);
    }

    public static Panel stack(String title, Unit unit, String runbook, String description) {
        return of(Kind.STACK, title, unit, runbook, description);
    }

    public static Panel states(String title, String runbook, String description) {
        return of(Kind.STATES, title, Unit.COUNT, runbook, description);
    }

    public static Panel table(String title, String runbook, String description) {
        return of(Kind.TABLE, title, Unit.COUNT, runbook, description);
    }

    public static Panel heat(String title, Unit unit, String runbook, String description) {
        return of(Kind.HEAT, title, unit, runbook, description);
    }

    private static Panel of(Kind kind, String title, Unit unit, String runbook, String description) {
        return new Panel(kind, title, description, unit, runbook, List.of(), Limit.GOOD, List.of(), WIDTH, HEIGHT);
    }

    public Panel show(Expr expr, String legend) {
        var more = new ArrayList<>(targets);
        more.add(new Target(expr, legend));
        return new Panel(kind, title, description, unit, runbook, more, base, limits, width, height);
    }

    /** Good below {@code watch}, bad from {@code bad} on. */
    public Panel worseFrom(double watch, double bad) {
        return with(Limit.GOOD, List.of(new Limit(watch, Limit.WATCH), new Limit(bad, Limit.BAD)));
    }

    /** Good below {@code bad}. */
    public Panel badFrom(double bad) {
        return with(Limit.GOOD, List.of(new Limit(bad, Limit.BAD)));
    }

    /** Bad below {@code watch}, good from {@code good} on. */
    public Panel goodFrom(double watch, double good) {
        return with(Limit.BAD, List.of(new Limit(watch, Limit.WATCH), new Limit(good, Limit.GOOD)));
    }

    /** Of several states the one that is so is 1, the others are 0. */
    public Panel onOrOff() {
        return with(Limit.OFF, List.of(new Limit(1, Limit.ON)));
    }

    private Panel with(String lowest, List<Limit> colours) {
        return new Panel(kind, title, description, unit, runbook, targets, lowest, colours, width, height);
    }

    public Panel wide(int columns) {
        return new Panel(kind, title, description, unit, runbook, targets, base, limits, columns, height);
    }
}
