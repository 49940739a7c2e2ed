package dev.millrace.console.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts that fire, newest last, and the changes for the page: beginnings and ends, not every update. Thread-safe. */
public final class AlertBoard {
    private static final int MOST_FIRING = 200;
    private static final int KEPT = 40;
    private static final int PER_LOOK = 20;

    private final Map<String, AlertStep> firing = new LinkedHashMap<>();
    private final Feed<AlertStep> changes = new Feed<>(KEPT, PER_LOOK);
    private boolean changed;

    /** Returns whether this step begins an alert. */
    public synchronized boolean add(AlertStep step) {
        boolean known = firing.containsKey(step.alertId());
        if (step.firing()) {
            firing.put(step.alertId(), step);
            if (firing.size() > MOST_FIRING) {
                firing.remove(firing.keySet().iterator().next());
            }
        } else {
            firing.remove(step.alertId());
        }
        changed = true;
        if (!step.firing() || !known) {
            changes.add(step);
        }
        return step.firing() && !known;
    }

    /** Beginnings and ends since the last call. */
    public List<AlertStep> takeChanges() {
        return changes.take();
    }

    public List<AlertStep> recent() {
        return changes.recent();
    }

    /** Whether {@link #firing} has changed since the last call of this. */
    public synchronized boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** Oldest first. */
    public synchronized List<AlertStep> firing() {
        return new ArrayList<>(firing.values());
    }
}
