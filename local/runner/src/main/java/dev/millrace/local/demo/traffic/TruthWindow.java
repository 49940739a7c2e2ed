package dev.millrace.local.demo.traffic;

/**
 * A stretch of one sensor's time that is known to be anomalous.
 *
 * @param start event time of its first reading, epoch milliseconds
 * @param end event time of its last reading
 * @param kind kind of fault, or {@code labelled}
 */
public record TruthWindow(String sensorId, long start, long end, String kind) {
    public static final String LABELLED = "labelled";

    public TruthWindow {
        if (end < start) {
            throw new IllegalArgumentException(
                    "a truth window of '" + sensorId + "' ends at " + end + ", before its start " + start);
        }
    }

    public boolean contains(long time) {
        return time >= start && time <= end;
    }
}
