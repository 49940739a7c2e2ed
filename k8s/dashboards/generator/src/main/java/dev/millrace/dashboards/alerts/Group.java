package dev.millrace.dashboards.alerts;

import java.util.List;

/** Rules that are evaluated together, recordings first. */
public record Group(String name, List<Recording> recordings, List<Alert> alerts) {
    public Group {
        recordings = List.copyOf(recordings);
        alerts = List.copyOf(alerts);
    }

    static Group of(String name, Alert... alerts) {
        return new Group(name, List.of(), List.of(alerts));
    }
}
