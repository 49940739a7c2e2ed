package dev.millrace.load.compare;

import static dev.millrace.load.compare.Simulated.metric;
import static dev.millrace.load.compare.Simulated.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void directionIsThatOfTheMetric() {
        assertThat(verdict(Better.LOWER, List.of(10., 10.1, 9.9, 10., 10.2), List.of(15., 15.1, 14.9, 15., 15.2)))
                .isEqualTo(Verdict.WORSE);
        assertThat(verdict(Better.HIGHER, List.of(10., 10.1, 9.9, 10., 10.2), List.of(15., 15.1, 14.9, 15., 15.2)))
                .isEqualTo(Verdict.BETTER);
        assertThat(verdict(Better.NEITHER, List.of(2., 2., 2., 2., 2.), List.of(3., 3., 3., 3., 3.)))
                .isEqualTo(Verdict.CHANGED);
    }

    @Test
    void countThatWasAlwaysZeroAndIsNoLongerIsWorse() {
        assertThat(verdict(Better.LOWER, List.of(0., 0., 0., 0., 0.), List.of(3., 5., 2., 4., 3.)))
                .isEqualTo(Verdict.WORSE);
        assertThat(verdict(Better.LOWER, List.of(0., 0., 0., 0., 0.), List.of(0., 0., 0., 0., 0.)))
                .isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void preciseMetricWithoutAChangeIsUnchangedAndANoisyOneUndecided() {
        assertThat(verdict(Better.LOWER, List.of(10., 10.1, 9.9, 10., 10.2), List.of(10.1, 10., 10.2, 9.9, 10.05)))
                .isEqualTo(Verdict.UNCHANGED);
        assertThat(verdict(Better.LOWER, List.of(10., 30., 5., 12., 50.), List.of(11., 28., 7., 14., 60.)))
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void oneWildRepetitionIsNoChange() {
        assertThat(verdict(Better.LOWER, List.of(10., 10.1, 9.9, 10., 10.2), List.of(10.1, 10., 900., 9.9, 10.05)))
                .isNotEqualTo(Verdict.WORSE);
    }

    @Test
    void fewSamplesCountOnlyWhenTheirRangesAreFarApartAndTheWordsSayWhy() {
        MetricChange apart = only(Better.LOWER, List.of(10., 11.), List.of(13., 14., 15.));
        assertThat(apart.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(apart.why()).contains("fewer than 4 samples", "no test", "more than 10 % apart");
        assertThat(apart.low()).isNull();

        assertThat(only(Better.LOWER, List.of(10., 11.), List.of(11.5, 12.)).why())
                .contains("lie close together");
        MetricChange overlapping = only(Better.LOWER, List.of(10., 14.), List.of(13., 20.));
        assertThat(overlapping.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(overlapping.why()).contains("overlap");
        assertThat(verdict(Better.HIGHER, List.of(10.), List.of(20.))).isEqualTo(Verdict.BETTER);
    }

    @Test
    void stagesAreRankedByTheirShareOfWhatMoved() {
        Comparison comparison = Comparison.of(
                result(List.of(stage("decode", 1.9), stage("encode", 1.0), stage("infer", 2.0))),
                result(List.of(stage("decode", 2.3), stage("encode", 1.05), stage("infer", 2.0))));

        assertThat(comparison.stages()).extracting(StageChange::stage).containsExactly("decode", "encode");
        assertThat(comparison.sentence())
                .isEqualTo("stage decode: +21 % CPU (1.90 → 2.30 µs/event) explains 89 % of the change");
        assertThat(comparison.exitCode()).isEqualTo(1);
    }

    @Test
    void worseStageIsNamedBeforeABetterOneThatMovedMore() {
        Comparison comparison = Comparison.of(
                result(List.of(stage("decode", 1.9), stage("encode", 4.0))),
                result(List.of(stage("decode", 2.3), stage("encode", 2.0))));

        assertThat(comparison.sentence()).startsWith("stage decode: +21 % CPU");
    }

    @Test
    void nothingWorseEndsWellAndSaysSo() {
        Comparison comparison =
                Comparison.of(result(List.of(stage("decode", 1.9))), result(List.of(stage("decode", 1.9))));

        assertThat(comparison.exitCode()).isZero();
        assertThat(comparison.sentence()).isEqualTo("nothing got better or worse beyond noise");
    }

    @Test
    void differencesOfMachineSetupAndMetricsAreTold() {
        Environment laptop = new Environment("arm", 8, 4096, "Linux", "21", "def", "", .9, Map.of("kafka", "4.3.1"));
        Environment server = new Environment("x86", 2, 4096, "Linux", "17", "abc", "", .1, Map.of());

        Comparison comparison = Comparison.of(
                result(
                        List.of(
                                metric("gone", Better.LOWER, 1.0),
                                new Metric("both", "s", Better.LOWER, null, List.of(1.0))),
                        server,
                        Map.of("rate", "100")),
                result(
                        List.of(metric("new", Better.LOWER, 1.0), metric("both", Better.LOWER, 1000.0)),
                        laptop,
                        Map.of("rate", "200")));

        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.warnings())
                .containsExactly(
                        "processor differs: x86 in the first run, arm in the second",
                        "cores differs: 2 in the first run, 8 in the second",
                        "java differs: 17 in the first run, 21 in the second",
                        "kafka differs: nothing in the first run, 4.3.1 in the second",
                        "setup: rate differs: 100 in the first run, 200 in the second",
                        "something else was at work when the second run began: load average 0.9",
                        "not compared, only in the first run: gone",
                        "not compared, only in the second run: new",
                        "not compared: both is in s in the first run, in ms in the second");
    }

    @Test
    void strictnessThatCannotHoldIsRefused() {
        assertThatThrownBy(() -> new Strictness(.05, .03, .1, 3, 2_000, 5_000, 1))
                .hasMessageContaining("enough is 3");
        assertThatThrownBy(() -> new Strictness(5, .03, .1, 4, 2_000, 5_000, 1)).hasMessageContaining("level is 5.0");
    }

    private static Metric stage(String stage, double typical) {
        List<Double> samples = List.of(typical, typical * 1.001, typical * .999, typical * 1.0005, typical * .9995);
        return new Metric("cpu." + stage, "µs/event", Better.LOWER, stage, samples);
    }

    private static Verdict verdict(Better better, List<Double> a, List<Double> b) {
        return only(better, a, b).verdict();
    }

    private static MetricChange only(Better better, List<Double> a, List<Double> b) {
        return Comparison.of(
                        result(List.of(new Metric("m", "ms", better, null, a))),
                        result(List.of(new Metric("m", "ms", better, null, b))))
                .changes()
                .get(0);
    }
}
