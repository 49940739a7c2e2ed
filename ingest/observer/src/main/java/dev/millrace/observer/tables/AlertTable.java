package dev.millrace.observer.tables;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyAlert.Status;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Anomaly alerts that fire, and changes of them. An alert fires from its first step to the one that resolves it; a step that comes again,
 * or tells a firing alert anew, is no change. Severity, −log10 of the tail probability from 0 to 12, is {@code low} below 5 (where a
 * model's score alone would not fire), {@code high} from 8 on, and else {@code medium}.
 */
public final class AlertTable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertTable.class);
    private static final int MOST = 100_000;

    private enum Severity {
        LOW("low", 5),
        MEDIUM("medium", 8),
        HIGH("high", Double.POSITIVE_INFINITY);

        private final String label;
        private final double below;

        Severity(String label, double below) {
            this.label = label;
            this.below = below;
        }

        static Severity of(double severity) {
            return severity < LOW.below ? LOW : severity < MEDIUM.below ? MEDIUM : HIGH;
        }
    }

    private final MeterRegistry registry;
    private final MultiGauge gauges;

    /** By id, oldest first. */
    private final Map<String, Severity> firing = new LinkedHashMap<>();

    public AlertTable(MeterRegistry registry) {
        this.registry = registry;
        this.gauges = ObserverMetrics.ALERTS_FIRING.gauges(registry);
    }

    /** One step; changes are counted where it is {@code fresh}, or a restart would count the history again. */
    public void add(byte[] value, boolean fresh) {
        AnomalyAlert alert;
        try {
            alert = AnomalyAlert.CODEC.decode(value);
        } catch (InvalidRecordException e) {
            LOG.debug("a record is no alert: {}", e.getMessage());
            return;
        }
        var severity = Severity.of(alert.severity());
        boolean change;
        if (alert.status() == Status.FIRING) {
            change = firing.put(alert.alertId(), severity) == null;
            if (firing.size() > MOST) {
                firing.remove(firing.keySet().iterator().next());
            }
        } else {
            change = firing.remove(alert.alertId()) != null;
        }
        if (change && fresh) {
            ObserverMetrics.ALERTS
                    .counter(registry, alert.status() == Status.FIRING ? "firing" : "resolved", severity.label)
                    .increment();
        }
    }

    /** Firing now, by severity, each of which is there; the gauges tell the same from now on. */
    public Map<String, Integer> look() {
        var counts = new LinkedHashMap<String, Integer>();
        for (Severity severity : Severity.values()) {
            counts.put(severity.label, 0);
        }
        firing.values().forEach(severity -> counts.merge(severity.label, 1, Integer::sum));
        var rows = new ArrayList<MultiGauge.Row<?>>();
        counts.forEach(
                (severity, count) -> rows.add(MultiGauge.Row.of(ObserverMetrics.ALERTS_FIRING.tags(severity), count)));
        gauges.register(rows, true);
        return counts;
    }
}
