package dev.millrace.microbench;

/**
 * What the three threads of a worker had done at one moment; all of it counted from their start.
 *
 * @param nanos monotonic
 * @param poll processor time of the polling thread in nanoseconds; {@code run} and {@code publish} of the others
 * @param model processor time of the model's runs, a part of {@code run}
 */
record LoopSample(long nanos, long rows, long batches, long poll, long run, long publish, long model) {
    LoopSample since(LoopSample start) {
        return new LoopSample(
                nanos - start.nanos,
                rows - start.rows,
                batches - start.batches,
                poll - start.poll,
                run - start.run,
                publish - start.publish,
                model - start.model);
    }

    double perSecond() {
        return rows * 1e9 / nanos;
    }

    /** Nanoseconds of each row. */
    double each(long total) {
        return (double) total / rows;
    }
}
