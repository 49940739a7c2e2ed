package dev.millrace.inference.training.anomaly;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.streams.core.anomaly.Outcome;
import dev.millrace.streams.core.anomaly.SensorState;
import dev.millrace.streams.core.anomaly.SensorWindows;
import dev.millrace.streams.core.anomaly.WindowConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays readings through the serving code, so that training sees the windows that serving will send. Readings of one sensor
 * must come in about the order in which they were produced, as in the topic. Threads: one owner.
 */
public final class WindowHistory {
    private final SensorWindows windows;
    private final Map<String, SensorState> states = new HashMap<>();

    public WindowHistory(WindowConfig config) {
        windows = new SensorWindows(config);
    }

    /** The windows that this reading closes, mostly one; none for duplicates and readings that are too late. */
    public List<WindowRequest> onReading(SensorReading reading) {
        SensorWindows.Step step = windows.onReading(states.get(reading.sensorId()), reading);
        states.put(reading.sensorId(), step.state());
        return step.outcome() instanceof Outcome.Windows closed ? closed.requests() : List.of();
    }

    public int sensors() {
        return states.size();
    }
}
