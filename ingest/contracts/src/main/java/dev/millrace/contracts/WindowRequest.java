package dev.millrace.contracts;

import java.util.Map;

/**
 * The request to score one window of one sensor, carried on {@code inference.<model>} as an Open Inference Protocol request.
 *
 * @param windowStart event time of the first reading, epoch milliseconds
 * @param windowEnd event time of the last reading, epoch milliseconds
 * @param channels channel names, sorted
 * @param window {@code float32[sample, channel]} row by row, oldest sample first, normalised per sensor and clipped
 * @param signals measured on the raw readings; they pass through to the score's features
 */
public record WindowRequest(
        String sensorId,
        long windowStart,
        long windowEnd,
        String[] channels,
        float[] window,
        Map<String, Double> signals) {
    /** What names of signals begin with on the wire. */
    static final String SIGNAL = "signal.";

    /** Identity of the window, the same on every replay. */
    public String id() {
        return sensorId + "@" + windowEnd;
    }

    public byte[] encode(String model) {
        byte[] raw = RequestWriter.texts(channels);
        var out = new RequestWriter(256
                + 3 * (model.length() + 2 * sensorId.length())
                + Float.BYTES * window.length
                + raw.length
                + RequestWriter.bound(SIGNAL, signals));
        out.model(model, id());
        out.parameter("sensor_id", sensorId);
        out.parameter("window_start", windowStart);
        out.parameter("window_end", windowEnd);
        signals.forEach((name, value) -> out.parameter(SIGNAL + name, (double) value));
        out.tensor("window", "FP32", 1, window.length / channels.length, channels.length);
        out.tensor("channels", "BYTES", channels.length);
        out.raw(window);
        out.raw(raw);
        return out.bytes();
    }

    /** Reads one request; whoever reads many keeps a {@link WindowRequestReader}. */
    public static WindowRequest decode(byte[] bytes) throws InvalidRecordException {
        return new WindowRequestReader().read(bytes);
    }
}
