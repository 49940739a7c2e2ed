package dev.millrace.e2e.picture;

import java.util.Locale;

/** Values with their unit, about as Grafana writes them. */
final class Units {
    private Units() {}

    static String text(double value, String unit) {
        if (Double.isNaN(value)) {
            return "No data";
        }
        return switch (unit) {
            case "s" -> seconds(value);
            case "ms" -> seconds(value / 1000);
            case "percentunit" -> plain(value * 100) + " %";
            case "percent" -> plain(value) + " %";
            case "bytes" -> bytes(value);
            case "mbytes" -> bytes(value * 1024 * 1024);
            case "cps" -> large(value) + " /s";
            case "cpm" -> large(value) + " /min";
            case "watt" -> plain(value) + " W";
            default -> large(value);
        };
    }

    private static String seconds(double value) {
        if (value == 0) {
            return "0 s";
        }
        if (Math.abs(value) < 1e-3) {
            return plain(value * 1e6) + " µs";
        }
        if (Math.abs(value) < 1) {
            return plain(value * 1e3) + " ms";
        }
        if (Math.abs(value) < 120) {
            return plain(value) + " s";
        }
        return plain(value / 60) + " min";
    }

    private static String bytes(double value) {
        double gib = value / (1 << 30);
        return gib >= 1 ? plain(gib) + " GiB" : plain(value / (1 << 20)) + " MiB";
    }

    private static String large(double value) {
        if (Math.abs(value) >= 1e6) {
            return plain(value / 1e6) + " M";
        }
        return Math.abs(value) >= 1e3 ? plain(value / 1e3) + " K" : plain(value);
    }

    private static String plain(double value) {
        double size = Math.abs(value);
        String digits = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, digits, value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
