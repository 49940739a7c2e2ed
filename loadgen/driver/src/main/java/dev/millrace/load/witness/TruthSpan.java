package dev.millrace.load.witness;

/**
 * A stretch of one sensor's time that was made anomalous.
 *
 * @param start event time of its first reading, epoch milliseconds
 * @param end event time of its last reading
 * @param kind of fault
 */
public record TruthSpan(String sensorId, long start, long end, String kind) {
    public TruthSpan {
        if (end < start) {
            throw new IllegalArgumentException(
                    "a truth span of '" + sensorId + "' ends at " + end + ", before its start " + start);
        }
    }
}
