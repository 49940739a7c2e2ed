package dev.millrace.dashboards.alerts;

import java.util.Locale;

/** Who is told, and when. */
public enum Severity {
    /** Somebody is woken. */
    PAGE,
    /** Somebody looks on the next working day. */
    TICKET;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
