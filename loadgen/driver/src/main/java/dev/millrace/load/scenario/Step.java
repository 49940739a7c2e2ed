package dev.millrace.load.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that a scenario does at a time: exactly one of {@code kill} and {@code scale}.
 *
 * @param at since the measured part began
 * @param kill process to end at once (SIGKILL), such as {@code worker-recommender}
 * @param scale model whose workers become {@code workers}
 */
public record Step(Duration at, @Nullable String kill, @Nullable String scale, @Nullable Integer workers) {
    @SuppressWarnings("NullAway") // Jackson leaves out what the file leaves out
    public Step {
        if (at == null || at.isNegative()) {
            throw new IllegalArgumentException(
                    "a step needs 'at', its time after the measured part began, such as 10s");
        }
        if ((kill == null) == (scale == null)) {
            throw new IllegalArgumentException("the step at " + at + " must have either 'kill' or 'scale'");
        }
        if (scale != null && (workers == null || workers < 0)) {
            throw new IllegalArgumentException(
                    "the step at " + at + " scales " + scale + ": it needs 'workers', 0 or more");
        }
    }

    /** For marks in plots. */
    public String inWords() {
        return kill != null
                ? "kill -9 " + kill
                : scale + ": " + workers + (Integer.valueOf(1).equals(workers) ? " worker" : " workers");
    }
}
