package dev.millrace.microbench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a drain came to between two samples.
 *
 * @param results answers between them
 * @param seconds time between them
 */
record Drain(long results, double seconds, double workerMicros, double brokerMicros) {
    /** From the last sample without an answer to the first with all of them: with the JVM's warm-up. */
    static Drain whole(List<Sample> samples) {
        int first = 0;
        while (first + 1 < samples.size() && samples.get(first + 1).results() == 0) {
            first++;
        }
        return between(samples.get(first), end(samples));
    }

    /** The second half of the answers: what a worker does that has been up for a while. */
    static Drain steady(List<Sample> samples) {
        return from(samples, end(samples).results() / 2);
    }

    /** What came after the first {@code results}. */
    static Drain from(List<Sample> samples, long results) {
        Sample end = end(samples);
        for (Sample sample : samples) {
            if (sample.results() >= results) {
                return between(sample, end);
            }
        }
        return between(end, end);
    }

    private static Sample end(List<Sample> samples) {
        Sample last = samples.get(samples.size() - 1);
        for (Sample sample : samples) {
            if (sample.results() == last.results()) {
                return sample;
            }
        }
        return last;
    }

    private static Drain between(Sample from, Sample to) {
        long results = to.results() - from.results();
        return new Drain(
                results,
                (to.nanos() - from.nanos()) / 1e9,
                micros(from.workerCpu(), to.workerCpu(), results),
                micros(from.brokerCpu(), to.brokerCpu(), results));
    }

    private static double micros(Duration from, Duration to, long results) {
        return to.minus(from).toNanos() / 1e3 / Math.max(1, results);
    }

    double perSecond() {
        return seconds > 0 ? results / seconds : 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d records in %.1f s: %,.0f records/s, CPU µs per record: worker %.1f, broker %.1f",
                results,
                seconds,
                perSecond(),
                workerMicros,
                brokerMicros);
    }
}
