package dev.millrace.microbench;

import java.util.List;

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
                Medians.of(samples, StoreSample::rowsPerSecond),
                Medians.of(samples, StoreSample::p50),
                Medians.of(samples, StoreSample::p99),
                Medians.of(samples, StoreSample::clientCpu),
                Medians.of(samples, StoreSample::redisCpu));
    }
}
