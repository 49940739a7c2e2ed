package dev.millrace.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that were measured in turns, on a machine whose speed wanders by half. */
class PairedTest {
    private static final int TRIALS = 200;
    private static final Strictness QUICK = new Strictness(.05, .03, .10, 4, 300, 5_000, 7);

    @Test
    void slowStageIsFoundThoughTheMachineWanders() {
        double named = share(
                1.2,
                true,
                comparison ->
                        comparison.stages().size() == 1 && comparison.sentence().startsWith("stage stage-3: +"));

        assertThat(named).isGreaterThanOrEqualTo(.9);
    }

    @Test
    void withoutPairsTheWanderingHidesIt() {
        assertThat(share(1.2, false, comparison -> comparison.exitCode() == 1)).isLessThan(.1);
    }

    @Test
    void equalProgramsRarelyLookWorseOrBetter() {
        double alarms = share(1, true, comparison -> comparison.changes().stream()
                .anyMatch(change -> change.verdict().isChange()));

        // 5 % is what is promised, for any noise; of 200 comparisons one in a hundred such tests has more than 17.
        assertThat(alarms).isBetween(0.0, .085);
    }

    @Test
    void runsAreJudgedByTheirPairsOnlyIfBothAreOfTheSameMeasurementAndThereAreEnough() {
        assertThat(compare("x", "x", 6).paired()).isTrue();
        assertThat(compare("x", "y", 6).paired()).isFalse();
        assertThat(compare("x", "x", 5).paired()).isFalse();
        assertThat(ComparisonText.of(compare("x", "x", 6))).startsWith("measured in turns");
        assertThat(compare("x", "y", 6).warnings())
                .contains("setup: pairing differs: x in the first run, y in the second");
    }

    @Test
    void changeOfEveryPairHasTheLeastPossibleP() {
        Samples changed =
                Samples.of(List.of(1.0, 9.0, 4.0, 7.0, 2.0, 30.0), List.of(1.5, 14.0, 6.0, 10.0, 3.1, 46.0), true);
        Samples same = Samples.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), List.of(1.1, 1.9, 3.1, 3.9, 5.1, 5.9), true);

        double[] p = SignFlips.adjusted(List.of(same, changed), 5_000, 1);

        assertThat(p[1]).isEqualTo(2.0 / 64);
        assertThat(p[0]).isGreaterThan(.05);
    }

    @Test
    void manyPairsAreDrawnAndStayHonest() {
        SplittableRandom random = new SplittableRandom(3);
        Samples noise = Samples.of(Simulated.noisy(random, 30, .1, 1), Simulated.noisy(random, 30, .1, 1), true);

        assertThat(SignFlips.adjusted(List.of(noise), 500, 1)[0]).isGreaterThan(.05);
    }

    @Test
    void metricWhoseSamplesAreEqualInEachPairIsUnchanged() {
        Comparison comparison = Comparison.of(
                run(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), "x"), run(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), "x"));

        assertThat(comparison.changes().get(0).verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(comparison.changes().get(0).ratio()).isEqualTo(1.0);
    }

    private static Comparison compare(String first, String second, int pairs) {
        List<Double> samples =
                IntStream.range(1, pairs + 1).mapToObj(i -> (double) i).toList();
        return Comparison.of(run(samples, first), run(samples, second));
    }

    private static RunResult run(List<Double> samples, String pairing) {
        Metric metric = new Metric("cpu.decode", "µs/event", Better.LOWER, "decode", samples);
        RunResult any = Simulated.result(List.of());
        return Simulated.result(List.of(metric), any.environment(), Map.of(Pairing.KEY, pairing));
    }

    private static double share(double slow, boolean paired, Predicate<Comparison> is) {
        long count = IntStream.range(0, TRIALS)
                .mapToObj(trial -> {
                    SplittableRandom random = new SplittableRandom(5_000 + trial);
                    double[] speed = IntStream.range(0, 8)
                            .mapToDouble(i -> Math.exp(.5 * random.nextGaussian()))
                            .toArray();
                    return Comparison.of(
                            wandering(Simulated.run(random, 8, .06, 1), speed, paired),
                            wandering(Simulated.run(random, 8, .06, slow), speed, paired),
                            QUICK);
                })
                .filter(is)
                .count();
        return (double) count / TRIALS;
    }

    private static RunResult wandering(RunResult run, double[] speed, boolean paired) {
        List<Metric> metrics = run.metrics().stream()
                .map(metric -> new Metric(
                        metric.name(),
                        metric.unit(),
                        metric.better(),
                        metric.stage(),
                        IntStream.range(0, speed.length)
                                .mapToObj(i -> metric.samples().get(i) * speed[i])
                                .toList()))
                .toList();
        return Simulated.result(metrics, run.environment(), paired ? Map.of(Pairing.KEY, "x") : Map.of());
    }
}
