package dev.millrace.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.inference.rollout.Observation.Ranking;
import dev.millrace.inference.rollout.Observation.Score;
import dev.millrace.inference.rollout.Observation.Vector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonWindowTest {
    private final ComparisonWindow shadow = new ComparisonWindow("m", "v1", "v2", Stage.SHADOW, "w");

    @Test
    void scoresAgreeWhereTheirDecisionsDo() {
        shadow.paired(new Score(.2, false), new Score(.4, false));
        shadow.paired(new Score(.9, true), new Score(.4, false));
        assertThat(shadow.samples()).isEqualTo(2);
        ModelComparison seen = shadow.drain(5, 9);
        assertThat(seen.agreement()).isEqualTo(.5);
        assertThat(seen.rankOverlap()).isEqualTo(.5);
        assertThat(List.of(seen.from(), seen.to())).containsExactly(5L, 9L);
    }

    @Test
    void rankingsAgreeInTheirFirstItemAndOverlapInAll() {
        shadow.paired(ranking("a", "b", "c", "d"), ranking("a", "c", "x"));
        shadow.paired(ranking("a", "b"), ranking("b", "a"));
        shadow.paired(ranking(), ranking());
        shadow.paired(ranking("a"), ranking());
        ModelComparison seen = shadow.drain(0, 1);
        assertThat(seen.agreements()).isEqualTo(2);
        assertThat(seen.overlapSum()).isCloseTo(.5 + 1 + 1 + 0, within(1e-9));
    }

    @Test
    void outputsAgreeInTheirLargestValueAndOthersNever() {
        shadow.paired(vector(.1f, .9f), vector(.4f, .6f));
        shadow.paired(vector(.1f, .9f), vector(.6f, .4f));
        shadow.paired(vector(.1f, .9f), vector(.1f, .9f, .0f));
        shadow.paired(vector(.1f, .9f), new Score(.9, true));
        assertThat(shadow.drain(0, 1).agreements()).isEqualTo(1);
    }

    @Test
    void oneRefusalIsADisagreementAndTwoAreNoPair() {
        shadow.paired(new Score(1, true), null);
        shadow.paired(null, new Score(1, true));
        shadow.paired(null, null);
        ModelComparison seen = shadow.drain(0, 1);
        assertThat(seen.pairs()).isEqualTo(2);
        assertThat(seen.agreement()).isEqualTo(0);
        assertThat(seen.live().refusals()).isEqualTo(2);
        assertThat(seen.candidate().refusals()).isEqualTo(2);
        assertThat(seen.candidate().requests()).isEqualTo(3);
    }

    @Test
    void aDrainStartsAnewAndTheSumOfDrainsIsTheWhole() {
        var whole = new ComparisonWindow("m", "v1", "v2", Stage.SHADOW, "w");
        var dice = new Random(7);
        ModelComparison sum = null;
        for (int part = 0; part < 4; part++) {
            for (int i = 0; i < 100; i++) {
                var live = new Score(dice.nextGaussian(), dice.nextBoolean());
                var candidate = dice.nextInt(10) == 0 ? null : new Score(dice.nextGaussian(), dice.nextBoolean());
                shadow.paired(live, candidate);
                whole.paired(live, candidate);
            }
            shadow.liveRun(100, 1000);
            shadow.candidateRun(100, 1100);
            whole.liveRun(100, 1000);
            whole.candidateRun(100, 1100);
            ModelComparison drained = shadow.drain(part, part + 1);
            sum = sum == null ? drained : sum.plus(drained);
        }
        assertThat(shadow.samples()).isZero();
        assertThat(sum).isEqualTo(whole.drain(0, 4));
    }

    @Test
    void aCanaryComparesDistributionsOnly() {
        var canary = new ComparisonWindow("m", "v1", "v2", Stage.CANARY, "w");
        for (int i = 0; i < 900; i++) {
            canary.live(ranking("item-" + i % 5));
            if (i % 9 == 0) {
                canary.candidate(ranking("elsewhere-" + i));
            }
        }
        assertThat(canary.samples()).isEqualTo(100);
        ModelComparison seen = canary.drain(0, 1);
        assertThat(seen.agreement()).isNull();
        assertThat(seen.psi()).isGreaterThan(.25);
        assertThat(seen.live().answered()).isEqualTo(900);
    }

    @Test
    void otherStagesAreNotCompared() {
        assertThatThrownBy(() -> new ComparisonWindow("m", "v1", "v2", Stage.LIVE, "w"))
                .hasMessageContaining("LIVE");
    }

    private static Ranking ranking(String... items) {
        return new Ranking(List.of(items));
    }

    private static Vector vector(float... values) {
        return new Vector(values);
    }
}
