package dev.millrace.load.limit;

import dev.millrace.load.result.Series;

/**
 * What was seen at one rate.
 *
 * @param rate that was offered, events per second
 * @param lag in events, or in seconds if its unit is {@code s}, once a second
 * @param p99Millis of the results, from due time to result; NaN where none came
 * @param lost events without a result at the end of the run
 */
public record Measurement(double rate, Series lag, double p99Millis, long lost) {
    public Measurement {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate is " + rate + ": must be above 0 events per second");
        }
    }
}
