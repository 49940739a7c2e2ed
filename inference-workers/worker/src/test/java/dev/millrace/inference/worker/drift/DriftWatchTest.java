package dev.millrace.inference.worker.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Signals;
import dev.millrace.inference.worker.metrics.Drift;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
    private static final long GAP = Duration.ofMillis(10).toNanos();
    private static final int LEARNT = DriftWatch.REFERENCE + SignalDrift.ENOUGH;

    private final FakeMetrics metrics = new FakeMetrics();
    private final DriftWatch watch = new DriftWatch(metrics, DriftWatch.REFERENCE);
    private long now;

    @Test
    void eachSignalOfAVersionIsTold() {
        answer("v1", LEARNT - DriftWatch.PERIOD, 4);
        assertThat(metrics.drifts).isEmpty();
        answer("v1", DriftWatch.PERIOD, 4);
        assertThat(metrics.drifts).containsExactly(new Drift("v1", "score", 0), new Drift("v1", "robustZ", 0));
        answer("v1", DriftWatch.REFERENCE, 9);
        assertThat(metrics.drifts)
                .allSatisfy(drift -> assertThat(drift.index()).isGreaterThan(.25))
                .hasSize(2);
    }

    @Test
    void aSwapBeginsAnewAndWhatServedBeforeIsForgotten() {
        answer("v1", LEARNT, 4);
        answer("v2", DriftWatch.SILENCE, 90);
        assertThat(metrics.drifts).as("it may come back soon").hasSize(2);
        answer("v2", DriftWatch.PERIOD, 90);
        assertThat(metrics.drifts).isEmpty();
        answer("v2", LEARNT, 90);
        assertThat(metrics.drifts).containsExactly(new Drift("v2", "score", 0), new Drift("v2", "robustZ", 0));
    }

    @Test
    void moreAnswersThanAHundredASecondAreNotLookedAt() {
        for (int i = 0; i < 10 * LEARNT; i++) {
            watch.answered(new ModelRef("m", "v1"), result(i), now + i);
        }
        assertThat(metrics.drifts).isEmpty();
    }

    @Test
    void answersThatComeInBatchesAreLookedAtAllTheSame() {
        for (int i = 0; i < LEARNT; i++) {
            watch.answered(new ModelRef("m", "v1"), result(4), now);
            now += i % 50 == 0 ? 50 * GAP : 0;
        }
        assertThat(metrics.drifts).hasSize(2);
    }

    @Test
    void aModelThatTellsManySignalsIsHeardInPart() {
        var drift = new VersionDrift(DriftWatch.REFERENCE);
        for (int i = 0; i < LEARNT; i++) {
            for (int signal = 0; signal < 100; signal++) {
                drift.add("signal-" + signal, signal);
            }
        }
        assertThat(drift.known("v1")).hasSize(VersionDrift.MAX_SIGNALS);
    }

    private void answer(String version, int count, double value) {
        for (int i = 0; i < count; i++) {
            watch.answered(new ModelRef("m", version), result(value), now);
            now += GAP;
        }
    }

    private static Answer.Result result(double value) {
        return new Answer.Result(
                () -> new Observation.Score(value, false),
                to -> {
                    to.accept(Signals.SCORE, value);
                    to.accept("robustZ", 2 * value);
                },
                context -> new byte[0]);
    }
}
