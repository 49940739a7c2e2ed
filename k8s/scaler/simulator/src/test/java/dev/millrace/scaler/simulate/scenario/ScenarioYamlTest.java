package dev.millrace.scaler.simulate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.load.scenario.Prices;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioYamlTest {
    private static final Path SCALER = Path.of("..");
    private static final String WHOLE =
            """
            name: whole
            duration: 10m
            slo: 2s
            partitions: {count: 12}
            arrivals: {shape: constant, rate: 100}
            workers: {rate: 450, startup: 4s}
            scaling: {min: 0, max: 12}
            """;

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SCALER.resolve("scenarios"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedScenarioReadsAndHasItsFilesName(Path file) throws IOException {
        Scenario scenario = ScenarioYaml.read(file);

        assertThat(file.getFileName()).hasToString(scenario.name() + ".yaml");
        assertThat(scenario.description()).isNotEmpty();
        assertThat(scenario.curve().expected(3600)).isPositive();
        if (scenario.nodes() != null) {
            assertThat(PriceList.read(SCALER.resolve("prices.yaml"))
                            .node(scenario.nodes().kind())
                            .hour())
                    .isPositive();
        }
    }

    @Test
    void whatIsLeftOutHasDefaults() throws IOException {
        Scenario scenario = ScenarioYaml.read(WHOLE, "here");

        assertThat(scenario.steps()).isEqualTo(6000);
        assertThat(scenario.observeSeconds()).isEqualTo(1);
        assertThat(scenario.workers().rebalanceSeconds()).isEqualTo(.5);
        assertThat(scenario.workers().sharing()).isEqualTo(Sharing.ONE_WORKER);
        assertThat(scenario.scaling().hpaSyncSeconds()).isEqualTo(15);
        assertThat(scenario.beginsAt()).isEqualTo("2026-01-05T00:00:00Z");
        assertThat(scenario.withSeed(7).seed()).isEqualTo(7);
    }

    @Test
    void aShareGroupDoesNotRebalance() throws IOException {
        String text = WHOLE.replace("startup: 4s", "startup: 4s, sharing: share");

        assertThat(ScenarioYaml.read(text, "here").workers().rebalanceSeconds()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            slo: 2s        | slo: 2        | '2' is not a duration
            slo: 2s        | slow: 2s      | unknown key 'slow'; there are arrivals, begins
            rate: 450      | rate: 0       | 'workers.rate': '0' is not from
            rate: 450,     |               | needs either 'rate'
            max: 12        | max: 0        | 'scaling.max': '0' is not from 1 to
            count: 12      | cuont: 12     | unknown key 'cuont'; there are count, share, skew, spread (at partitions)
            name: whole    | name: a b     | 'a b' is not a word
            duration: 10m  | duration: 1ms | is not from one 'step' to five million
            startup: 4s    | initial: 13   | 'workers.initial': '13' is above scaling.max 12
            """)
    void whatIsWrongIsNamed(String right, String wrong, String message) {
        String text = WHOLE.replace(right, wrong == null ? "" : wrong);

        assertThatThrownBy(() -> ScenarioYaml.read(text, "here"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("here")
                .hasMessageContaining(message);
    }

    @Test
    void arrivalsComeFromAShapeOrARecording() {
        assertThatThrownBy(() -> ScenarioYaml.read(WHOLE + "recorded: x.csv\n", "here"))
                .hasMessageContaining("one of both");
    }

    @Test
    void weightsAddUpToOne() {
        for (Partitions.Spread spread : Partitions.Spread.values()) {
            double[] weights = new Partitions(7, spread, 1.2, .4).weights();
            assertThat(weights).hasSize(7);
            assertThat(java.util.Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
        }
        assertThat(new Partitions(7, Partitions.Spread.HOT, 0, .4).weights()[0]).isCloseTo(.4, within(1e-12));
        assertThat(new Partitions(1, Partitions.Spread.HOT, 0, 0).weights()[0]).isEqualTo(1);
    }

    @Test
    void batchesMakeARateAndATime() throws IOException {
        String text = WHOLE.replace("rate: 450", "batch: {fixed-seconds: .02, per-row-seconds: 0, max-rows: 32}");

        Workers workers = ScenarioYaml.read(text, "here").workers();

        assertThat(workers.recordsPerSecond()).isCloseTo(1600, within(1e-9));
        assertThat(workers.serviceSeconds()).isCloseTo(.02, within(1e-12));
    }

    /** One list of prices for people, one set of defaults in the load driver: the same figures. */
    @Test
    void shippedPricesOfAWorkerAreTheLoadDrivers() throws IOException {
        assertThat(PriceList.read(SCALER.resolve("prices.yaml")).worker()).isEqualTo(Prices.usual());
    }

    @Test
    void nodeWithoutAPriceIsNamedWithThoseThereAre() throws IOException {
        PriceList prices = PriceList.read("nodes: {gpu-l4: {hour: 1, idle-watts: 1, active-watts: 2}}", "here");

        assertThatThrownBy(() -> prices.node("gpu-l5"))
                .hasMessageContaining("'gpu-l5' has no price; the list has [gpu-l4]");
    }
}
