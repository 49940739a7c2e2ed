package dev.millrace.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.PromotionGate;
import dev.millrace.inference.rollout.Observation.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GatekeeperTest {
    private static final long SINCE = 1_000;
    private static final PromotionGate GATE = PromotionGate.defaults();

    private final Gatekeeper gate = new Gatekeeper();

    @Test
    void aCandidateThatKeepsEveryLimitIsPromotedWithItsNumbers() {
        gate.candidate(entry(Stage.SHADOW, GATE));
        assertThat(gate.take(shadow(999, 0, 1.08).drain(SINCE, 2_000))).isEmpty();
        Verdict verdict = gate.take(shadow(205, 2, 1.08).drain(2_000, 3_000)).orElseThrow();

        assertThat(verdict.promote()).isTrue();
        assertThat(verdict.reason())
                .isEqualTo("promoted: 1,204 samples against v1, agreement .998 (limit .950), "
                        + "latency ratio 1.08 (limit 1.50), PSI .00 (limit .25), quality 1.000 (limit .990)");
        ModelEntry live = verdict.outcome();
        assertThat(live.stage()).isEqualTo(Stage.LIVE);
        assertThat(live.traffic()).isEqualTo(1);
        assertThat(live.reason()).isEqualTo(verdict.reason());
        assertThat(live.stagedAt()).isEqualTo(3_000);
    }

    @Test
    void eachLimitRollsBackAndIsNamed() {
        assertThat(rolledBack(shadow(1_000, 200, 1))).startsWith("rolled back: agreement .800 (limit .950) not kept");
        assertThat(rolledBack(shadow(1_000, 0, 2.31))).startsWith("rolled back: latency ratio 2.31 (limit 1.50) not");
        var refusing = shadow(950, 0, 1);
        for (int i = 0; i < 50; i++) {
            refusing.paired(new Score(1, true), null);
        }
        assertThat(rolledBack(refusing)).contains("quality .950 (limit .990)").contains("not kept over 1,000 samples");
        var shifted = shadow(0, 0, 1);
        for (int i = 1; i <= 1_000; i++) {
            shifted.paired(new Score(i, true), new Score(3 * i, true));
        }
        assertThat(rolledBack(shifted)).startsWith("rolled back: PSI ").contains("(limit .25) not kept");
    }

    @Test
    void aValueJustOutsideItsLimitWaitsForMoreSamplesButNotForEver() {
        gate.candidate(entry(Stage.SHADOW, GATE));
        Optional<Verdict> verdict = Optional.empty();
        int windows = 0;
        while (verdict.isEmpty() && windows < 100) {
            verdict = gate.take(shadow(1_000, 52, 1).drain(SINCE, SINCE + ++windows));
        }
        assertThat(windows).isEqualTo(10);
        assertThat(verdict.orElseThrow().promote()).isFalse();
    }

    @Test
    void aSlowFirstRunIsNoVerdict() {
        gate.candidate(entry(Stage.SHADOW, GATE));
        var few = new ComparisonWindow("m", "v1", "v2", Stage.SHADOW, "w");
        pairs(few, 1_000, 0);
        few.liveRun(1_000, 1_000_000);
        few.candidateRun(1_000, 9_000_000);
        assertThat(gate.take(few.drain(SINCE, 2_000))).isEmpty();
        assertThat(gate.take(shadow(20_000, 0, 1).drain(2_000, 3_000))
                        .orElseThrow()
                        .promote())
                .isTrue();
    }

    @Test
    void aCandidateThatRefusesEverythingIsRolledBackAtOnce() {
        gate.candidate(entry(Stage.SHADOW, GATE));
        var broken = new ComparisonWindow("m", "v1", "v2", Stage.SHADOW, "w");
        for (int i = 0; i < 50; i++) {
            broken.paired(new Score(1, true), null);
        }
        Verdict verdict = gate.take(broken.drain(SINCE, 2_000)).orElseThrow();
        assertThat(verdict.promote()).isFalse();
        assertThat(verdict.reason()).isEqualTo("rolled back: all of 50 requests refused");
        assertThat(verdict.outcome().stage()).isEqualTo(Stage.RETIRED);
        assertThat(verdict.outcome().traffic()).isZero();
    }

    @Test
    void badInputThatBothRefuseIsHeldAgainstNobodyAndShowsNothing() {
        gate.candidate(entry(Stage.CANARY, GATE));
        var bad = new ComparisonWindow("m", "v1", "v2", Stage.CANARY, "w");
        for (int i = 0; i < 5_000; i++) {
            bad.live(null);
            bad.candidate(null);
        }
        assertThat(gate.take(bad.drain(SINCE, 2_000))).isEmpty();
    }

    @Test
    void onlyThePresentTrialCounts() {
        gate.candidate(entry(Stage.SHADOW, GATE));
        assertThat(gate.take(shadow(5_000, 0, 1).drain(SINCE - 1, 2_000))).isEmpty();
        var canary = new ComparisonWindow("m", "v1", "v2", Stage.CANARY, "w");
        for (int i = 0; i < 5_000; i++) {
            canary.live(new Score(1, true));
            canary.candidate(new Score(1, true));
        }
        assertThat(gate.take(canary.drain(SINCE, 2_000))).isEmpty();
        gate.take(shadow(999, 0, 1).drain(SINCE, 2_000));
        gate.candidate(entry(Stage.SHADOW, GATE).withStage(Stage.SHADOW, 0, "once more", 5_000));
        assertThat(gate.take(shadow(999, 0, 1).drain(5_000, 6_000))).isEmpty();
        assertThat(gate.take(shadow(1, 0, 1).drain(6_000, 7_000))).isPresent();
    }

    @Test
    void anotherLiveVersionIsComparedFromTheStart() {
        gate.candidate(entry(Stage.SHADOW, GATE));
        assertThat(gate.take(shadow(999, 0, 1).drain(SINCE, 2_000))).isEmpty();
        var next = new ComparisonWindow("m", "v3", "v2", Stage.SHADOW, "w");
        pairs(next, 999, 0);
        assertThat(gate.take(next.drain(2_000, 3_000))).isEmpty();
    }

    @Test
    void withoutAGateNothingIsDecidedAndAForgottenCandidateIsLeftAlone() {
        gate.candidate(entry(Stage.SHADOW, null));
        assertThat(gate.take(shadow(5_000, 0, 1).drain(SINCE, 2_000))).isEmpty();
        gate.candidate(entry(Stage.SHADOW, GATE));
        gate.forget("m/v2");
        assertThat(gate.take(shadow(5_000, 0, 1).drain(SINCE, 2_000))).isEmpty();
    }

    /** Two workers: one knows the entry from the start, one learns of it in the middle of the log. */
    @Property(tries = 200)
    void everyReaderOfTheLogComesToTheSameVerdict(@ForAll long seed, @ForAll @IntRange(max = 40) int late) {
        List<ModelComparison> log = log(new Random(seed));
        List<Verdict> first = verdicts(log, 0);
        assertThat(verdicts(log, Math.min(late, first.isEmpty() ? late : deciding(log, first.get(0)))))
                .isEqualTo(first);
    }

    private static List<Verdict> verdicts(List<ModelComparison> log, int toldBefore) {
        var reader = new Gatekeeper();
        var verdicts = new ArrayList<Verdict>();
        for (int i = 0; i < log.size(); i++) {
            if (i == toldBefore) {
                reader.candidate(entry(Stage.SHADOW, GATE));
            }
            reader.take(log.get(i)).ifPresent(verdicts::add);
        }
        return verdicts;
    }

    private static int deciding(List<ModelComparison> log, Verdict verdict) {
        return log.stream().map(ModelComparison::to).toList().indexOf(verdict.at());
    }

    private static List<ModelComparison> log(Random dice) {
        var log = new ArrayList<ModelComparison>();
        int wrong = dice.nextInt(20);
        for (int i = 0; i < 40; i++) {
            log.add(shadow(50 + dice.nextInt(100), wrong, .5 + 1.5 * dice.nextDouble())
                    .drain(SINCE + i, SINCE + i + 1));
        }
        return log;
    }

    private String rolledBack(ComparisonWindow window) {
        gate.candidate(entry(Stage.SHADOW, GATE));
        Verdict verdict = gate.take(window.drain(SINCE, 2_000)).orElseThrow();
        assertThat(verdict.promote()).isFalse();
        return verdict.reason();
    }

    private static ModelEntry entry(Stage stage, @org.jspecify.annotations.Nullable PromotionGate gate) {
        return new ModelEntry(
                "m", "v2", stage, new ModelEntry.Artifact("u", "s", 1), .1, Map.of(), null, 1, gate, null, SINCE);
    }

    /** Pairs with the same scores, {@code wrong} of them decided otherwise, in 20 runs. */
    private static ComparisonWindow shadow(int pairs, int wrong, double latencyRatio) {
        var window = new ComparisonWindow("m", "v1", "v2", Stage.SHADOW, "w");
        pairs(window, pairs, wrong);
        for (int run = 0; run < 20; run++) {
            window.liveRun(50, 1_000_000);
            window.candidateRun(50, Math.round(1_000_000 * latencyRatio));
        }
        return window;
    }

    private static void pairs(ComparisonWindow window, int count, int wrong) {
        for (int i = 0; i < count; i++) {
            window.paired(new Score(i + 1, true), new Score(i + 1, i >= wrong));
        }
    }
}
