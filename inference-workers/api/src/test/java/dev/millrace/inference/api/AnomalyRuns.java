package dev.millrace.inference.api;

import java.util.List;

/** Runs of the anomaly model that the tests of all backends use. */
public final class AnomalyRuns {
    private AnomalyRuns() {}

    /** Inputs {@code window} float32[batch, 4, 2] and {@code asset_type} int64[batch]; two outputs. */
    public static BoundRun bind(InferenceSession session, int batch) throws InferenceException {
        return session.bind(
                List.of(Shape.floats("window", batch, 4, 2), Shape.longs("asset_type", batch)),
                List.of(Shape.floats("score", batch), Shape.floats("channel_error", batch, 2)));
    }

    /** Every value of every window, and asset type 0. */
    public static void fill(BoundRun run, int batch, float value) {
        for (int i = 0; i < batch * 8; i++) {
            run.floats("window").put(i, value);
        }
        for (int i = 0; i < batch; i++) {
            run.longs("asset_type").put(i, 0);
        }
    }
}
