package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.WindowRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds one window and its signals from the readings retained. */
final class WindowBuilder {
    /** Below these a signal says nothing and is left out. */
    private static final double QUIET_Z = 2;

    private static final double QUIET_STUCK = .5;
    private static final double QUIET_GAP = .2;

    private WindowBuilder() {}

    /** The window that ends with the reading at {@code end}; {@code past} holds all readings before that one. */
    static WindowRequest build(WindowConfig config, SensorState state, String sensorId, int end, History past) {
        ChannelScale scale = Normaliser.scaleAt(config, state, end);
        int n = state.channels.length;
        int start = end + 1 - config.size();
        float[] window = new float[config.size() * n];
        for (int i = 0; i < window.length; i++) {
            double z = scale.z(i % n, state.values[start * n + i]);
            window[i] = (float) Math.max(-config.clip(), Math.min(config.clip(), z));
        }
        Map<String, Double> signals = signals(state, end, past, scale);
        if (Normaliser.provisional(config, scale)) {
            signals.put(Signals.CALIBRATING, 1.0);
        }
        return new WindowRequest(sensorId, state.times[start], state.times[end], state.channels, window, signals);
    }

    private static Map<String, Double> signals(SensorState state, int end, History past, ChannelScale scale) {
        var signals = new LinkedHashMap<String, Double>();
        int n = state.channels.length;
        double[] related = past.relation.conditionalZ(past.count, state.values, end * n);
        double largestZ = 0;
        double largestRelation = 0;
        double largestRange = 0;
        double largestStuck = 0;
        for (int c = 0; c < n; c++) {
            String channel = state.channels[c];
            double value = state.values[end * n + c];
            double z = Math.abs(scale.z(c, value));
            double relation = c < related.length ? Math.abs(related[c]) : 0;
            double range = past.rangeExcess(c, value);
            double stuck = past.stuck(c, value);
            largestZ = Math.max(largestZ, z);
            largestRelation = Math.max(largestRelation, relation);
            largestRange = Math.max(largestRange, range);
            largestStuck = Math.max(largestStuck, stuck);
            if (n > 1) { // of a single channel they would only repeat the largest
                put(signals, Signals.of(Signals.ROBUST_Z, channel), z, QUIET_Z);
                put(signals, Signals.of(Signals.RELATION, channel), relation, QUIET_Z);
                put(signals, Signals.of(Signals.RANGE, channel), range, 0);
                put(signals, Signals.of(Signals.STUCK, channel), stuck, QUIET_STUCK);
            }
        }
        signals.put(Signals.ROBUST_Z, largestZ);
        signals.put(Signals.RELATION, largestRelation);
        put(signals, Signals.RANGE, largestRange, 0);
        put(signals, Signals.STUCK, largestStuck, QUIET_STUCK);
        put(signals, Signals.GAP, past.gap(state.times[end]), QUIET_GAP);
        return signals;
    }

    private static void put(Map<String, Double> signals, String name, double value, double quiet) {
        if (value > quiet) {
            signals.put(name, value);
        }
    }
}
