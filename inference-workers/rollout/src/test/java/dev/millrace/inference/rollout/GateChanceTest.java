package dev.millrace.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.PromotionGate;
import dev.millrace.inference.rollout.Observation.Score;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The gate looks again with every window: chance must neither roll a good candidate back nor carry a bad one through. */
class GateChanceTest {
    private static final PromotionGate EARLY = PromotionGate.of(100L, null, null, null, null);

    @Property(tries = 300)
    void aShadowThatIsAsGoodIsPromotedHoweverFewSamplesTheGateAsksFor(@ForAll long seed) {
        assertThat(decide(Stage.SHADOW, new Random(seed), .02, 0)).startsWith("promoted");
    }

    @Property(tries = 300)
    void aShadowThatDecidesOtherwiseFourTimesAsOftenAsAllowedIsRolledBack(@ForAll long seed) {
        assertThat(decide(Stage.SHADOW, new Random(seed), .2, 0)).startsWith("rolled back: agreement");
    }

    @Property(tries = 300)
    void aCanaryOnATenthOfTheKeysIsPromotedWhereItsScoresAreTheSame(@ForAll long seed) {
        assertThat(decide(Stage.CANARY, new Random(seed), 0, 0)).startsWith("promoted");
    }

    @Property(tries = 300)
    void aCanaryWhoseScoresMovedIsRolledBack(@ForAll long seed) {
        assertThat(decide(Stage.CANARY, new Random(seed), 0, 1)).startsWith("rolled back: PSI");
    }

    private static String decide(Stage stage, Random dice, double disagreement, double shift) {
        var gate = new Gatekeeper();
        var artifact = new ModelEntry.Artifact("u", "s", 1);
        gate.candidate(new ModelEntry("m", "v2", stage, artifact, .1, Map.of(), null, 0, EARLY, null, 0));
        var window = new ComparisonWindow("m", "v1", "v2", stage, "w");
        for (int end = 1; end < 2_000; end++) {
            for (int i = 0; i < 50; i++) {
                record(window, stage, dice, disagreement, shift);
            }
            var verdict = gate.take(window.drain(end - 1, end));
            if (verdict.isPresent()) {
                return verdict.get().reason();
            }
        }
        return "no verdict";
    }

    private static void record(ComparisonWindow window, Stage stage, Random dice, double disagreement, double shift) {
        double score = dice.nextGaussian();
        if (stage == Stage.SHADOW) {
            window.paired(new Score(score, true), new Score(score + shift, dice.nextDouble() >= disagreement));
        } else if (dice.nextInt(10) == 0) {
            window.candidate(new Score(score + shift, true));
        } else {
            window.live(new Score(score, true));
        }
    }
}
