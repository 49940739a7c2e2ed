package dev.millrace.dashboards.alerts;

import java.util.List;

/** All rules. */
public final class Rules {
    private Rules() {}

    public static List<Group> all() {
        return List.of(
                Slo.group(), LagAlerts.group(), ModelAlerts.group(), ScalerAlerts.group(), ProcessAlerts.group());
    }

    public static List<Alert> alerts() {
        return all().stream().flatMap(group -> group.alerts().stream()).toList();
    }

    public static List<Recording> recordings() {
        return all().stream().flatMap(group -> group.recordings().stream()).toList();
    }
}
