package dev.millrace.e2e.picture;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shapes, in Grafana's dark colours. */
final class Svg {
    static final String TEXT = "#ccccdc";
    static final String FAINT = "#8e8f99";
    static final String PANEL = "#181b1f";
    static final String EDGE = "#2c2f36";
    private static final String PAGE = "#111217";

    private static final Map<String, String> NAMED = Map.of("green", "#56a64b", "yellow", "#e0b400", "red", "#d44a4a");
    private static final List<String> PALETTE = List.of(
            "#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#96d98d", "#ffb357",
            "#c0d8ff", "#fa6400", "#e02f44", "#3274d9", "#a352cc");

    private final StringBuilder out = new StringBuilder();

    static String named(String color) {
        return NAMED.getOrDefault(color, color);
    }

    static String palette(int index) {
        return PALETTE.get(Math.floorMod(index, PALETTE.size()));
    }

    void rect(DashboardPicture.Box box, String fill, String stroke) {
        add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='2' fill='%s' stroke='%s'/>",
                box.x(), box.y(), box.width(), box.height(), fill, stroke);
    }

    void text(double x, double y, double size, String color, String anchor, String text) {
        add(
                "<text x='%.1f' y='%.1f' font-size='%.1f' fill='%s' text-anchor='%s'>%s</text>",
                x, y, size, color, anchor, escaped(text));
    }

    void bold(double x, double y, double size, String color, String text) {
        add(
                "<text x='%.1f' y='%.1f' font-size='%.1f' fill='%s' text-anchor='middle' font-weight='600'>%s</text>",
                x, y, size, color, escaped(text));
    }

    void line(double fromX, double fromY, double toX, double toY, String color, String dash) {
        add(
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-dasharray='%s'/>",
                fromX, fromY, toX, toY, color, dash);
    }

    /** {@code points} as SVG writes them; {@code opacity} of the fill, of the line it is 1. */
    void path(String points, String stroke, String fill, double opacity) {
        add(
                "<path d='%s' stroke='%s' stroke-width='1.4' fill='%s' fill-opacity='%.2f' stroke-linejoin='round'/>",
                points, stroke, fill, opacity);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String document(double width, double height, String title) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$.0f %2$.0f' width='%1$.0f' height='%2$.0f' "
                                + "font-family='Inter, DejaVu Sans, Helvetica, Arial, sans-serif'>%n<title>%3$s</title>%n"
                                + "<rect width='%1$.0f' height='%2$.0f' fill='%4$s'/>%n",
                        width,
                        height,
                        escaped(title),
                        PAGE)
                + out
                + "</svg>\n";
    }
}
