package dev.millrace.inference.worker.model;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.inference.rollout.ComparisonWindow;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the run thread sees of the live model and its challenger, cut into pieces of an interval. The run thread records; the
 * loader's thread publishes. A piece belongs to one pair of versions in one role: a change cuts it short.
 */
public final class Comparisons<Q> {
    private final Serving<Q> serving;
    private final String worker;
    private final long intervalMillis;
    private final Clock clock;
    private final Queue<ModelComparison> drained = new ConcurrentLinkedQueue<>();
    private @Nullable ComparisonWindow window;
    private long generation = -1;
    private long since;

    /** @param worker name of this process */
    public Comparisons(Serving<Q> serving, String worker, Duration interval, Clock clock) {
        this.serving = serving;
        this.worker = worker;
        this.intervalMillis = interval.toMillis();
        this.clock = clock;
    }

    /** Run thread, after the changes and before a batch: where to record, null while there is no challenger. */
    public @Nullable ComparisonWindow current() {
        long now = clock.millis();
        if (generation != serving.generation()) {
            drain(now);
            generation = serving.generation();
            window = open(serving.live(), serving.challenger());
        } else if (window != null && now - since >= intervalMillis) {
            drain(now);
        }
        return window;
    }

    private @Nullable ComparisonWindow open(Scorer<Q> live, @Nullable Scorer<Q> challenger) {
        return challenger == null
                ? null
                : new ComparisonWindow(
                        challenger.model().name(),
                        live.model().version(),
                        challenger.model().version(),
                        serving.role(),
                        worker);
    }

    private void drain(long now) {
        if (window != null && window.samples() > 0) {
            drained.add(window.drain(since, now));
        }
        since = now;
    }

    /** Loader's thread: takes what is complete. */
    void forEachDrained(Consumer<ModelComparison> action) {
        for (ModelComparison next = drained.poll(); next != null; next = drained.poll()) {
            action.accept(next);
        }
    }

    /** What an answer shows; null for a refusal. */
    public static @Nullable Observation observe(Answer answer) {
        return answer instanceof Answer.Result result ? result.observed() : null;
    }
}
