package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.Checks;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Workers that die at a moment. Each is started again at once and is back after its start-up time.
 *
 * @param at since the begin
 * @param workers how many, 1 where the file says nothing
 * @param detection until the group gives the dead ones' partitions to others, unless they are back before: the session time-out
 */
public record Kill(Duration at, int workers, Duration detection) {
    private static final Duration SESSION = Duration.ofSeconds(10);

    @com.fasterxml.jackson.annotation.JsonCreator
    Kill(@Nullable Duration at, @Nullable Integer workers, @Nullable Duration detection) {
        this(
                Objects.requireNonNull(at, "kills: 'at' is required, such as 5m"),
                workers == null ? 1 : workers.intValue(),
                detection == null ? SESSION : detection);
    }

    public Kill(Duration at, int workers, Duration detection) {
        Checks.within("kills.at", at.toNanos() / 1e9, 0, 1e9);
        Checks.within("kills.workers", workers, 1, 100_000);
        Checks.within("kills.detection", detection.toNanos() / 1e9, 0, 1e6);
        this.at = at;
        this.workers = workers;
        this.detection = detection;
    }

    public double atSeconds() {
        return at.toNanos() / 1e9;
    }

    public double detectionSeconds() {
        return detection.toNanos() / 1e9;
    }
}
