package dev.millrace.microbench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a round of a case showed.
 *
 * @param p50 microseconds of a call
 * @param p99 microseconds of a call
 * @param clientCpu microseconds of processor time per row, all of this process
 * @param redisCpu the same of the server
 */
record StoreSample(double rowsPerSecond, double p50, double p99, double clientCpu, double redisCpu) {
    /** Each figure's own median. */
    static StoreSample median(List<StoreSample> samples) {
        return new StoreSample(
                median(samples, StoreSample::rowsPerSecond),
                median(samples, StoreSample::p50),
                median(samples, StoreSample::p99),
                median(samples, StoreSample::clientCpu),
                median(samples, StoreSample::redisCpu));
    }

    private static double median(List<StoreSample> samples, ToDoubleFunction<StoreSample> of) {
        double[] sorted = samples.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
