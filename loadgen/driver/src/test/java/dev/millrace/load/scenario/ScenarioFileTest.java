package dev.millrace.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.arrival.ConstantRate;
import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFileTest {
    private static final String LEAST =
            "name: a\nusers: {arrivals: {shape: constant, rate: 20}, users: 50, items: 40}\n";

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyScenarioThatComesWithMillraceCanBeRead(Path file) throws IOException {
        Map<String, Scenario> variants = ScenarioFile.read(file);
        assertThat(variants).isNotEmpty();
        variants.values().forEach(scenario -> {
            assertThat(file.getFileName()).hasToString(scenario.name() + ".yaml");
            assertThat(scenario.description()).isNotBlank();
        });
    }

    @Test
    void whatAFileLeavesOutIsUsual() throws IOException {
        Scenario scenario = only(LEAST);
        assertThat(scenario.repeat()).isEqualTo(1);
        assertThat(scenario.duration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(scenario.sensors()).isNull();
        assertThat(scenario.platform()).isEqualTo(PlatformSpec.usual());
        assertThat(scenario.prices()).isEqualTo(Prices.usual());
    }

    @Test
    void aVariantChangesWhatItNamesAndNothingElse() throws IOException {
        Map<String, Scenario> variants = ScenarioFile.read(
                LEAST
                        + """
                platform: {workers: {recommender: 1}, optimise: true}
                variants:
                  same: {}
                  four: {platform: {workers: {recommender: 4}}, users: {arrivals: {rate: 99}}}
                  none: {users: null, sensors: {arrivals: {shape: constant, rate: 1}, sensors: 1}}
                """,
                "test");
        assertThat(variants.keySet()).containsExactly("same", "four", "none");
        Scenario four = Objects.requireNonNull(variants.get("four"));
        assertThat(four.platform().workers()).containsExactly(Map.entry("recommender", 4));
        assertThat(four.platform().optimise()).isTrue();
        assertThat(Objects.requireNonNull(four.users()).arrivals())
                .isInstanceOfSatisfying(
                        ConstantRate.class, rate -> assertThat(rate.rate()).isEqualTo(99));
        assertThat(four.users().users()).isEqualTo(50);
        assertThat(Objects.requireNonNull(variants.get("none")).users()).isNull();
    }

    @Test
    void aWarmPlatformIsWarmedUpShorterAndItsRampIsSteeper() throws IOException {
        Scenario first = only(
                """
                name: a
                warm-up: 100s
                settle: 20s
                users: {arrivals: {shape: ramp, from: 10, to: 100, over: 50s}, users: 50, items: 40}
                """);
        Scenario again = first.again();
        assertThat(again.warmUp()).isEqualTo(Duration.ofSeconds(20));
        assertThat(again.duration()).isEqualTo(first.duration());
        assertThat(Objects.requireNonNull(again.users())
                        .arrivals()
                        .curve(Duration.ofSeconds(50))
                        .rate(10))
                .isEqualTo(100);
        assertThat(again.measuredRate()).isEqualTo(first.measuredRate()).isEqualTo(100);
        assertThat(only(LEAST).again()).isEqualTo(only(LEAST));
        assertThatThrownBy(() -> only(LEAST + "warm-up: 5s\nsettle: 6s\n")).hasMessageContaining("settle");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "itmes: 3 | itmes",
                "duration: 5 minutes | 5 minutes",
                "duration: 0s | duration must be",
                "repeat: 0 | repeat must be from 1 to 100",
                "processes: 99 | processes",
                "models: {recommender: magic} | magic",
                "models: {sensor-anomaly: trained} | history-sensors",
                "steps: [{at: 5s}] | either 'kill' or 'scale'",
                "steps: [{at: 5s, kill: a, scale: b}] | either 'kill' or 'scale'",
                "steps: [{at: 5s, scale: b}] | needs 'workers'",
                "steps: [{at: 5h, kill: a}] | within duration",
                "expect: [{metric: x}] | at-most",
                "platform: {gurantee: exactly-once} | gurantee",
                "name: b | Duplicate",
            })
    void whatCannotBeIsRefusedWithFileAndReason(String line, String reason) {
        assertThatThrownBy(() -> ScenarioFile.read(LEAST + line + "\n", "bad.yaml"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.yaml")
                .hasMessageContaining(reason);
    }

    @Test
    void aScenarioWithoutTrafficIsRefused() {
        assertThatThrownBy(() -> ScenarioFile.read("name: idle\n", "idle.yaml")).hasMessageContaining("sends nothing");
    }

    @Test
    void textThatIsNoMappingIsRefused() {
        assertThatThrownBy(() -> ScenarioFile.read("- a\n- b\n", "list.yaml")).hasMessageContaining("list.yaml");
    }

    @Test
    void timesChangesEveryRate() throws IOException {
        Scenario twice = only(LEAST).times(2);
        assertThat(Objects.requireNonNull(twice.users()).arrivals())
                .isInstanceOfSatisfying(
                        ConstantRate.class, rate -> assertThat(rate.rate()).isEqualTo(40));
    }

    @Test
    void anExpectationJudgesTheMedianAndSaysWhatItSaw() {
        var metric = new Metric("user.latency.p99", "ms", Better.LOWER, null, List.of(10., 90., 30.));
        assertThat(new Expectation("user.latency.p99", 30., null)
                        .judge(List.of(metric))
                        .passed())
                .isTrue();
        assertThat(new Expectation("user.latency.p99", 29., null).judge(List.of(metric)))
                .satisfies(check -> {
                    assertThat(check.passed()).isFalse();
                    assertThat(check.expected()).isEqualTo("user.latency.p99 at most 29 ms");
                    assertThat(check.actual()).isEqualTo("30 ms (median of 3)");
                });
        assertThat(new Expectation("user.latency.p99", null, 31.)
                        .judge(List.of(metric))
                        .passed())
                .isFalse();
    }

    @Test
    void anExpectationOfWhatWasNotMeasuredFails() {
        assertThat(new Expectation("nothing", 1., null).judge(List.of()).passed())
                .isFalse();
    }

    private static Scenario only(String text) throws IOException {
        Map<String, Scenario> variants = ScenarioFile.read(text, "test");
        assertThat(variants).containsOnlyKeys("");
        return Objects.requireNonNull(variants.get(""));
    }
}
