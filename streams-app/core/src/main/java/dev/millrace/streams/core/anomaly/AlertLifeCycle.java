package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the scores of one sensor, in the order of their windows, into alerts that fire, are updated and resolve; the states
 * are drawn in {@link AlertPhase}.
 *
 * <p>Replay: a score whose window is not newer than the last one counted changes nothing; the steps that were sent for
 * exactly that window are returned again, equal, as long as they are among the last eight and of the last 1,000 windows. A corrected window (a late reading) is therefore not judged again.
 *
 * <p>A new model has other scores: its tail starts anew when {@code score.model()} changes, the tails of level and relation go
 * on. While an alert is open nothing is learnt, so that a fault does not become normal, until it has lasted {@code longest}
 * windows. Threads: stateless itself; an {@link AlertState} has one owner.
 */
public final class AlertLifeCycle {
    /** A cool-down is broken by an alert this much more severe than the last. */
    private static final double MUCH_STRONGER = 3;
    /** A firing alert is updated when its severity grew by this much. */
    private static final double MATERIAL = 1;

    private final AlertConfig config;

    public AlertLifeCycle(AlertConfig config) {
        this.config = config;
    }

    public AlertConfig config() {
        return config;
    }

    /** The state after a score (may be the same object, updated) and the alert steps to publish, mostly none. */
    public record Step(AlertState state, List<AnomalyAlert> alerts) {}

    public Step onScore(@Nullable AlertState known, AnomalyScore score) {
        return onScore(known, ScoreFacts.of(score), () -> score);
    }

    /** As above, for who does not need the {@code whole} score but where an alert is told. */
    public Step onScore(@Nullable AlertState known, ScoreFacts score, Supplier<AnomalyScore> whole) {
        AlertState state = known == null ? new AlertState() : known;
        if (score.windowEnd() <= state.lastWindowEnd) {
            return new Step(state, state.sentFor(score.windowEnd()));
        }
        state.lastWindowEnd = score.windowEnd();
        if (!score.isOfModel(state.modelKey)) {
            state.modelKey = score.modelKey();
            state.model.clear();
        }
        var judge = new Judge(config, state, score);
        state.scores++;
        state.forgetOld();
        AnomalyAlert step = move(state, score.windowEnd(), judge, whole);
        boolean normal = !state.firing() && !(state.phase instanceof AlertPhase.CoolingDown && judge.strongest.fires());
        judge.learn(normal);
        if (step == null) {
            return new Step(state, List.of());
        }
        state.remember(score.windowEnd(), step);
        return new Step(state, List.of(step));
    }

    private @Nullable AnomalyAlert move(AlertState state, long windowEnd, Judge judge, Supplier<AnomalyScore> whole) {
        Evidence evidence = judge.strongest;
        if (state.phase instanceof AlertPhase.Firing firing) {
            return onFiring(state, firing.next(evidence, judge.holds), whole);
        }
        boolean fires = evidence.fires();
        if (state.phase instanceof AlertPhase.CoolingDown cooling) {
            AlertPhase.CoolingDown next = cooling.next();
            boolean over = next.windows() >= config.coolDown();
            state.phase = over ? new AlertPhase.Calm() : next;
            fires = fires && !over && evidence.excess() > cooling.peak() + MUCH_STRONGER;
        }
        if (!fires) {
            return null;
        }
        var firing = AlertPhase.Firing.from(windowEnd, evidence);
        state.phase = firing;
        return AlertSteps.step(firing, whole.get(), null);
    }

    private @Nullable AnomalyAlert onFiring(AlertState state, AlertPhase.Firing firing, Supplier<AnomalyScore> whole) {
        boolean tooLong = firing.windows() >= config.longest();
        if (tooLong || firing.quiet() >= config.quiet()) {
            if (tooLong) { // not a fault but the new normal: learn it
                state.model.tail.clear();
                state.level.tail.clear();
                state.relation.tail.clear();
            }
            state.phase = firing.resolve();
            AnomalyScore score = whole.get();
            return AlertSteps.step(firing, score, score.windowEnd());
        }
        boolean due = firing.severity() >= firing.reported() + MATERIAL || firing.silent() >= config.updateEvery();
        state.phase = due ? firing.sent() : firing;
        return due ? AlertSteps.step(firing, whole.get(), null) : null;
    }
}
