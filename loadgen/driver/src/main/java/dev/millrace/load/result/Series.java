package dev.millrace.load.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One curve over time.
 *
 * @param plot curves of the same plot are drawn together: {@code latency}, {@code throughput}, {@code lag}, {@code replicas},
 *     {@code cpu}, {@code memory}, {@code cost}, {@code energy}
 * @param name of this curve within its plot, such as {@code sensor p99}
 * @param run repetition, from 1
 * @param seconds since the measured part began; negative in the warm-up
 * @param values as many as {@code seconds}; null where nothing was seen
 */
public record Series(
        String plot, String name, String unit, int run, List<Double> seconds, List<@Nullable Double> values) {
    public Series {
        if (seconds.size() != values.size()) {
            throw new IllegalArgumentException(
                    "series " + name + " has " + seconds.size() + " times and " + values.size() + " values");
        }
    }
}
