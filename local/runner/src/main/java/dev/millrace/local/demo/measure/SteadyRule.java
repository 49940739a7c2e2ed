package dev.millrace.local.demo.measure;

import org.jspecify.annotations.Nullable;

/**
 * Which results count for the latency figures: those of triggers sent after training, from one second after the first result
 * of the newly trained version on. Before that the platform loads and warms the model, which happens once and not per event.
 * Not thread-safe.
 */
final class SteadyRule {
    static final long SETTLING_MILLIS = 1000;

    private @Nullable String version;
    private long liveFrom = Long.MAX_VALUE;
    private long swappedAt = Long.MAX_VALUE;

    /** Training is over; {@code version} null where this flow has no model of its own. */
    void beginLive(@Nullable String version, long nowMillis) {
        this.version = version;
        this.liveFrom = nowMillis;
        this.swappedAt = version == null ? nowMillis : Long.MAX_VALUE;
    }

    /** Tells a result; returns whether it counts. */
    boolean counts(long sentAt, long resultAt, @Nullable String resultVersion) {
        if (swappedAt == Long.MAX_VALUE && version != null && version.equals(resultVersion)) {
            swappedAt = resultAt;
        }
        return swappedAt != Long.MAX_VALUE && sentAt >= swappedAt + SETTLING_MILLIS && sentAt >= liveFrom;
    }

    boolean isLive(long sentAt) {
        return sentAt >= liveFrom;
    }

    @Nullable
    String version() {
        return version;
    }

    /** Seconds from the end of training to the first result of the new version; null where none came. */
    @Nullable
    Double swapSeconds() {
        return version == null || swappedAt == Long.MAX_VALUE ? null : Math.max(0, swappedAt - liveFrom) / 1000.0;
    }

    String inWords() {
        if (version == null) {
            return "triggers sent later than " + SETTLING_MILLIS / 1000 + " s after training";
        }
        return swappedAt == Long.MAX_VALUE
                ? "none: no result of version " + version
                : "triggers sent later than " + SETTLING_MILLIS / 1000 + " s after the swap to " + version;
    }
}
