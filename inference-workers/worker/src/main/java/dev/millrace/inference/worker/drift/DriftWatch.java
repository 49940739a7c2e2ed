package dev.millrace.inference.worker.drift;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.metrics.Drift;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches a sample of a worker's answers for drift, version by version: the live one, and a canary where there is one. A version is
 * forgotten when it has not answered for a while; when it comes back, it is compared with what it sees then. One thread.
 */
public final class DriftWatch {
    /** A hundred answers a second tell as much as all of them, and cost next to nothing. */
    private static final long GAP_NANOS = Duration.ofMillis(10).toNanos();

    /** Answers come batch by batch: so many of one may be looked at if few were before. */
    private static final double BURST = 100;

    /** Samples between two looks; a look takes some tens of microseconds for each signal. */
    static final int PERIOD = 500;

    /** Samples without an answer after which a version is forgotten; a canary answers one in a hundred or more. */
    static final int SILENCE = 2_000;

    private static final int MAX_VERSIONS = 4;

    /** Samples of a reference where nothing else is asked for: ten bins of some hundreds. */
    public static final int REFERENCE = 5_000;

    private final WorkerMetrics metrics;
    private final int reference;
    private final Map<String, Watched> versions = new HashMap<>();
    private long samples;
    private long last;
    private double allowance;

    private static final class Watched {
        final VersionDrift drift;
        long answered;

        Watched(int reference) {
            drift = new VersionDrift(reference);
        }
    }

    /**
     * Tells {@code metrics} what it finds.
     *
     * @param reference samples of a version that the later ones are held against, and those held against them at most
     */
    public DriftWatch(WorkerMetrics metrics, int reference) {
        this.metrics = metrics;
        this.reference = reference;
    }

    /** An answer of a version, at the monotonic time {@code now} in nanoseconds. */
    public void answered(ModelRef model, Answer.Result result, long now) {
        double earned = samples == 0 ? BURST : (now - last) / (double) GAP_NANOS;
        allowance = Math.min(BURST, allowance + earned);
        last = now;
        if (allowance < 1) {
            return;
        }
        allowance--;
        samples++;
        Watched watched = versions.get(model.version());
        if (watched == null) {
            if (versions.size() == MAX_VERSIONS) {
                return;
            }
            watched = new Watched(reference);
            versions.put(model.version(), watched);
        }
        watched.answered = samples;
        result.signals().tell(watched.drift::add);
        if (samples % PERIOD == 0) {
            tell();
        }
    }

    private void tell() {
        versions.values().removeIf(one -> samples - one.answered > SILENCE);
        List<Drift> known = new ArrayList<>();
        versions.forEach((version, one) -> known.addAll(one.drift.known(version)));
        metrics.drift(known);
    }
}
