package dev.millrace.load.witness;

import java.time.Duration;

/**
 * How the witness reads.
 *
 * @param readCommitted whether records of transactions are seen only once these are committed, as the platform's users of
 *     {@code exactly-once} see them
 * @param fetchBytes the broker answers a fetch when it has this many bytes
 * @param fetchWait or when this has passed; it is in every witnessed latency where {@code fetchBytes} is more than 1
 */
public record WitnessOptions(boolean readCommitted, int fetchBytes, Duration fetchWait) {
    public WitnessOptions {
        if (fetchBytes < 1) {
            throw new IllegalArgumentException("fetchBytes: " + fetchBytes + " is less than 1");
        }
        if (fetchWait.isNegative() || fetchWait.toMillis() > 1000) {
            throw new IllegalArgumentException("fetchWait: " + fetchWait + " is not from 0 to 1 s");
        }
    }

    /** Reads every record at once, at the price of a fetch for each handful. */
    public static WitnessOptions eager(boolean readCommitted) {
        return new WitnessOptions(readCommitted, 1, Duration.ofMillis(100));
    }

    /** Leaves processor time to the platform: published latencies are the same, witnessed ones up to 20 ms longer. */
    public static WitnessOptions unhurried(boolean readCommitted) {
        return new WitnessOptions(readCommitted, 256 * 1024, Duration.ofMillis(20));
    }
}
