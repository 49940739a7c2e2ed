package dev.millrace.load.result;

import java.util.List;

/**
 * How a latency is distributed.
 *
 * @param run repetition, from 1
 * @param percentiles 0 to 100, rising
 * @param values at those percentiles, in {@code unit}
 */
public record Distribution(
        String name, String unit, int run, long count, List<Double> percentiles, List<Double> values) {
    public Distribution {
        if (percentiles.size() != values.size()) {
            throw new IllegalArgumentException("distribution " + name + " has " + percentiles.size()
                    + " percentiles and " + values.size() + " values");
        }
    }
}
