package dev.millrace.scaler.simulate.result;

import java.util.List;

/**
 * A run over time, all lists equally long.
 *
 * @param seconds end of each interval, since the begin
 * @param arrivalsPerSecond mean of the interval
 * @param backlog records that wait at its end
 * @param delaySeconds the longest in it
 * @param replicas ordered at its end
 * @param ready that take records at its end
 * @param nodes that are paid for at its end
 */
public record Curves(
        List<Double> seconds,
        List<Double> arrivalsPerSecond,
        List<Double> backlog,
        List<Double> delaySeconds,
        List<Integer> replicas,
        List<Integer> ready,
        List<Integer> nodes) {}
