package dev.millrace.scaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scaler.simulate.contend.ByLag;
import dev.millrace.scaler.simulate.contend.Contender;
import dev.millrace.scaler.simulate.contend.FixedReplicas;
import dev.millrace.scaler.simulate.contend.Following;
import dev.millrace.scaler.simulate.contend.ScaledObjects;
import dev.millrace.scaler.simulate.result.Outcome;
import dev.millrace.scaler.simulate.result.SimulationResult;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import dev.millrace.scaler.simulate.world.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
    private static final Path SCALER = Path.of("..");

    @TempDir
    Path folder;

    @Test
    void sameSeedSameResult() throws IOException {
        Scenario scenario = ScenarioYaml.read(SCALER.resolve("scenarios/bursty.yaml"));

        SimulationResult first = run(scenario);
        SimulationResult again = run(scenario);
        SimulationResult other = run(scenario.withSeed(1234));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void curvesAreAsLongAsTheyShouldBeAndEndWithTheRun() throws IOException {
        SimulationResult result = run(ScenarioYaml.read(SCALER.resolve("scenarios/case-kafka.yaml")));

        Outcome outcome = result.outcomes().get(0);
        double records = 0;
        double before = 0;
        for (int i = 0; i < outcome.curves().seconds().size(); i++) {
            double second = outcome.curves().seconds().get(i);
            records += outcome.curves().arrivalsPerSecond().get(i) * (second - before);
            before = second;
        }
        assertThat(outcome.curves().seconds()).hasSizeBetween(300, 601);
        assertThat(before).isEqualTo(1500);
        assertThat(records).isCloseTo(outcome.measured().records(), org.assertj.core.api.Assertions.within(1e-3));
        assertThat(outcome.curves().delaySeconds().stream()
                        .mapToDouble(x -> x)
                        .max()
                        .orElse(0))
                .isEqualTo(outcome.measured().maxDelaySeconds());
    }

    /** The page that plans past one machine: 10,000 partitions and 1,000 workers, here for five minutes. */
    @Test
    void tenThousandPartitionsAndAThousandWorkersAreNoTrouble() throws IOException {
        String text = Files.readString(SCALER.resolve("scenarios/large.yaml")).replace("duration: 1h", "duration: 5m");

        SimulationResult result = run(ScenarioYaml.read(text, "large"));

        assertThat(result.outcomes()).hasSize(4).allSatisfy(outcome -> {
            assertThat(outcome.measured().records()).isGreaterThan(4e7);
            assertThat(outcome.measured().answered())
                    .isGreaterThan(.9 * outcome.measured().records());
        });
        assertThat(result.outcome("perfect").orElseThrow().measured().late()).isZero();
    }

    @Test
    void perfectKnowledgeKeepsTheSloInEveryScenarioThatLetsIt() throws IOException {
        for (String name : List.of(
                "steady", "ramp", "flash-sale", "bursty", "to-zero", "case-kafka", "case-serverless", "gpu-nodes")) {
            SimulationResult result = run(ScenarioYaml.read(SCALER.resolve("scenarios/" + name + ".yaml")));

            assertThat(result.outcome("perfect").orElseThrow().measured().late())
                    .as(name)
                    .isZero();
        }
    }

    @Test
    void commandPrintsATableAndWritesReports() throws IOException {
        StringWriter out = new StringWriter();
        List<String> progress = new ArrayList<>();
        SimulateRun command = new SimulateRun(
                contenders(), new PrintWriter(out), (scenario, contender, share) -> progress.add(contender));

        command.run(new SimulateOptions(
                List.of(SCALER.resolve("scenarios/case-serverless.yaml")),
                SCALER.resolve("prices.yaml"),
                null,
                5L,
                folder));

        assertThat(out.toString())
                .contains("case-serverless: Recommendation requests", "seed 5", "max delay s", "USD")
                .contains("fixed 1", "fixed 4", "kafka lag 10", "kafka lag 40", "delay", "perfect")
                .contains("report: " + folder.resolve("case-serverless.html"));
        assertThat(progress).contains("fixed 1", "perfect").hasSizeBetween(100, 700);
        assertThat(Files.readString(folder.resolve("case-serverless.json"))).contains("\"replicaSeconds\"");
        assertThat(Files.readString(folder.resolve("case-serverless.html")))
                .contains("Millrace simulation", "default-src 'none'", "kafka lag 40");
    }

    @Test
    void givenScaledObjectTakesTheScenariosPlace() throws IOException {
        Scenario scenario = Scenarios.of(60, 4, "workers: {rate: 100, initial: 1}");
        Path given = Path.of("mine.yaml");
        List<Path> asked = new ArrayList<>();
        Contenders contenders = new Contenders((spec, sync) -> new Following(spec), ByLag::of, file -> {
            asked.add(file);
            return ScaledObjects.delay(scenario);
        });

        contenders.of(scenario, null);
        contenders.of(scenario, given);

        assertThat(asked).containsExactly(given);
    }

    @Test
    void nodeWithoutAPriceIsSaidBeforeAnythingRuns() {
        Scenario scenario = Scenarios.of(60, 4, "workers: {rate: 100}", "nodes: {kind: gpu-x, workers-per-node: 1}");
        Contender never = new FixedReplicas(1);

        assertThatThrownBy(() -> new Simulation(PriceList.read("{currency: EUR}", "here"))
                        .run(scenario, List.of(never), Progress.NONE))
                .hasMessageContaining("'gpu-x' has no price");
    }

    private static Contenders contenders() {
        return new Contenders((spec, sync) -> new Following(spec), ByLag::of, file -> {
            throw new IOException(file.toString());
        });
    }

    private static SimulationResult run(Scenario scenario) throws IOException {
        List<Contender> all = contenders().of(scenario, null);
        List<Contender> some = all.stream()
                .filter(contender -> !contender.name().equals("kafka lag 10"))
                .toList();
        return new Simulation(PriceList.read(SCALER.resolve("prices.yaml"))).run(scenario, some, Progress.NONE);
    }
}
