package dev.millrace.scaler.decide;

/**
 * What one worker can do, measured where workers have reported, else declared.
 *
 * @param recordsPerSecond records that one worker answers per second when it never waits for work, above 0
 * @param startupSeconds from the start of a worker to its first answer, 0 or more
 */
public record Capacity(double recordsPerSecond, double startupSeconds) {
    public Capacity {
        if (!(recordsPerSecond > 0 && recordsPerSecond < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("recordsPerSecond: " + recordsPerSecond + " is not above 0");
        }
        if (!(startupSeconds >= 0 && startupSeconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("startupSeconds: " + startupSeconds + " is not 0 or more");
        }
    }
}
