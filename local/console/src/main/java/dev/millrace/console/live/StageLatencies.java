package dev.millrace.console.live;

import java.util.Map;
import java.util.TreeMap;

/** Sliding latencies of every stage of every flow, by the timings that results carry. Thread-safe. */
public final class StageLatencies {
    /** A broken producer must not fill the memory with names. */
    private static final int MOST_NAMES = 64;

    private final Map<String, LatencyWindow> windows = new TreeMap<>();

    /** {@code timings}: milliseconds by stage. */
    public synchronized void record(String flow, Map<String, Double> timings, long nowMillis) {
        timings.forEach((stage, millis) -> {
            String name = key(flow, stage);
            LatencyWindow window = windows.get(name);
            if (window == null && windows.size() < MOST_NAMES) {
                window = new LatencyWindow();
                windows.put(name, window);
            }
            if (window != null && millis != null) {
                window.record(nowMillis, millis);
            }
        });
    }

    /** By {@code flow/stage}; stages without a result in the window are not there. */
    public synchronized Map<String, Quantiles> at(long nowMillis) {
        var found = new TreeMap<String, Quantiles>();
        windows.forEach((name, window) -> {
            Quantiles quantiles = window.quantiles(nowMillis);
            if (quantiles != null) {
                found.put(name, quantiles);
            }
        });
        return found;
    }

    public static String key(String flow, String stage) {
        return flow + "/" + stage;
    }
}
