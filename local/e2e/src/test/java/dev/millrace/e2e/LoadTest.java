package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.e2e.Checkout.Outcome;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load scenarios, run as a user runs them. */
class LoadTest {
    @TempDir
    Path folder;

    @Test
    void theSmokeScenarioIsAnsweredWholeAndReported() throws Exception {
        Path report = folder.resolve("report");
        Outcome run = Checkout.millrace("load", "run", "smoke", "--report", report.toString());
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("PASS smoke", "report.html");
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("smoke", "sensor.latency.p99", "load run smoke");
        RunResult result = ResultFiles.read(report);
        assertThat(median(result, "sensor.lost")).isZero();
        assertThat(median(result, "user.lost")).isZero();
        assertThat(median(result, "sensor.duplicates")).isZero();
        assertThat(median(result, "sensor.latency.p50")).isBetween(.5, 5_000.);
        assertThat(median(result, "cpu.flink")).isPositive();
        assertThat(median(result, "hits.share"))
                .as("recommended items that the user likes")
                .isGreaterThan(.5);
        assertThat(result.series()).extracting(series -> series.plot()).contains("latency", "throughput", "lag", "cpu");

        Outcome same = Checkout.millrace("load", "compare", report.toString(), report.toString());
        assertThat(same.status()).as(same.out()).isZero();
    }

    @Test
    void aScenarioThatMissesItsExpectationEndsWithOneAndSaysWhichAndKafkaAloneStandsBeside() throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("greedy.yaml"),
                """
                name: greedy
                warm-up: 1s
                duration: 3s
                bare: 4s
                processes: 0
                users: {arrivals: {shape: constant, rate: 20}, users: 50, items: 40}
                expect: [{metric: user.latency.p50, at-most: 0}]
                """);
        Path report = folder.resolve("r");
        Outcome run = Checkout.millrace("load", "run", scenario.toString(), "--report", report.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("FAIL", "user.latency.p50 at most 0 ms");
        RunResult result = ResultFiles.read(report);
        assertThat(median(result, "bare.cpu.bare")).isPositive();
        assertThat(median(result, "bare.cpu.kafka")).isPositive();
        assertThat(median(result, "bare.user.p99")).isPositive();
        assertThat(median(result, "cpu.platform-to-bare"))
                .isCloseTo(median(result, "cpu.platform") / median(result, "bare.cpu"), within(1e-9));
    }

    @Test
    void aWorkerThatComesAndOneThatIsKilledLoseNothing() throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("restless.yaml"),
                """
                name: restless
                models: {recommender: planted}
                warm-up: 2s
                duration: 18s
                processes: 2
                users: {arrivals: {shape: constant, rate: 100}, users: 500, items: 400}
                steps:
                  - {at: 1s, scale: recommender, workers: 2}
                  - {at: 6s, kill: worker-recommender}
                  - {at: 12s, scale: recommender, workers: 1}
                expect:
                  - {metric: user.lost, at-most: 0}
                  - {metric: user.results, at-least: 50}
                """);
        Path report = folder.resolve("restless");
        Outcome run = Checkout.millrace("load", "run", scenario.toString(), "--report", report.toString());
        assertThat(run.status()).as(run.out()).isZero();
        RunResult result = ResultFiles.read(report);
        assertThat(result.marks()).hasSize(3);
        assertThat(result.series())
                .filteredOn(series ->
                        series.plot().equals("replicas") && series.name().equals("recommender"))
                .singleElement()
                .satisfies(series -> assertThat(series.values()).contains(1., 2.));
    }

    /** Nobody is there when the first burst begins, and nobody when the second one does: cool-down 5 s, exactly-once, KEDA's rules. */
    @Test
    void workersComeFromZeroAndGoBackByTheScalerAndNothingIsLost() throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("bursts.yaml"),
                """
                name: bursts
                models: {recommender: planted}
                platform: {guarantee: exactly-once, scaled-by: [loadgen/scenarios/scaling/recommender-bursts.yaml]}
                warm-up: 1s
                duration: 50s
                processes: 1
                users: {arrivals: {shape: bursty, base: 0, burst: 60, every: 25s, lasting: 3s}, users: 200, items: 400}
                expect:
                  - {metric: user.lost, at-most: 0}
                  - {metric: user.duplicates, at-most: 0}
                  - {metric: user.results, at-least: 5}
                """);
        Path report = folder.resolve("bursts");
        Outcome run = Checkout.millrace("load", "run", scenario.toString(), "--report", report.toString());
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("0 to 1 workers", "to 0 workers: no trigger was active");
        assertThat(ResultFiles.read(report).series())
                .filteredOn(series ->
                        series.plot().equals("replicas") && series.name().equals("recommender"))
                .singleElement()
                .satisfies(series -> assertThat(series.values()).contains(0., 1.));
    }

    @Test
    void aScenarioThatIsNoneIsRefusedInWordsBeforeAnythingStarts() throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("bad.yaml"),
                """
                name: bad
                users: {arrivals: {shape: constant, rate: 20}, users: 50, items: 40, itmes: 3}
                """);
        Outcome run = Checkout.millrace("load", "run", scenario.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("bad.yaml", "itmes").doesNotContain("kafka ready");
    }

    private static double median(RunResult result, String metric) {
        return result.metric(metric)
                .map(Metric::median)
                .orElseThrow(() -> new AssertionError(metric + " was not measured; there are "
                        + result.metrics().stream().map(Metric::name).toList()));
    }
}
