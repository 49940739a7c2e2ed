package dev.millrace.scaler.simulate.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {
    @TempDir
    Path folder;

    @Test
    void smallFlowsHaveWholeRecordsThatFollowFromTheSeed() throws IOException {
        Scenario scenario = scenario("{shape: constant, rate: 500}", "{count: 8, spread: zipf}");

        Flow flow = Flows.of(scenario);
        Flow again = Flows.of(scenario);
        Flow other = Flows.of(scenario.withSeed(99));

        assertThat(flow.total(flow.steps())).isCloseTo(50_000, within(1000.0));
        double sum = 0;
        for (int p = 0; p < 8; p++) {
            double records = flow.arrived(p, flow.steps());
            assertThat(records).isEqualTo(Math.rint(records)).isEqualTo(again.arrived(p, flow.steps()));
            sum += records;
        }
        assertThat(sum).isEqualTo(flow.total(flow.steps()));
        assertThat(flow.arrived(0, flow.steps())).isGreaterThan(3 * flow.arrived(7, flow.steps()));
        assertThat(other.total(500)).isNotEqualTo(flow.total(500));
    }

    @Test
    void largeFlowsHaveSharesOfATotalThatScatters() throws IOException {
        Scenario scenario = scenario("{shape: constant, rate: 1000000}", "{count: 8, spread: zipf}");

        Flow flow = Flows.of(scenario);

        double[] perStep = new double[flow.steps()];
        double squares = 0;
        for (int i = 0; i < perStep.length; i++) {
            perStep[i] = flow.total(i + 1) - flow.total(i);
            squares += Math.pow(perStep[i] - 100_000, 2);
        }
        assertThat(squares / perStep.length).as("variance of Poisson").isCloseTo(100_000, within(20_000.0));
        assertThat(flow.arrived(0, 700)).isCloseTo(flow.weight(0) * flow.total(700), within(1e-6));
    }

    @Test
    void recordedCountsComeAsTheyWere() throws IOException {
        Files.writeString(folder.resolve("counts.csv"), "seconds,records\n0,10\n10,500\n11,0\n20,30\n");
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                """
                name: recorded
                duration: 100s
                slo: 2s
                partitions: {count: 3}
                recorded: counts.csv
                workers: {rate: 10}
                scaling: {max: 3}
                """);

        Flow flow = Flows.of(ScenarioYaml.read(file));

        assertThat(flow.total(100)).isCloseTo(10, within(1e-9));
        assertThat(flow.total(105)).as("half of the second with 500").isCloseTo(260, within(1e-9));
        assertThat(flow.total(200)).isCloseTo(510, within(1e-9));
        assertThat(flow.total(1000)).isCloseTo(540, within(1e-9));
    }

    @Test
    void recordingThatFallsBackIsRefusedWithItsLine() throws IOException {
        Path counts = Files.writeString(folder.resolve("counts.csv"), "seconds,records\n0,10\n10,500\n10,7\n");
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                """
                name: recorded
                duration: 100s
                slo: 2s
                partitions: {count: 3}
                recorded: counts.csv
                workers: {rate: 10}
                scaling: {max: 3}
                """);
        Scenario scenario = ScenarioYaml.read(file);

        assertThatThrownBy(() -> Flows.of(scenario))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(counts + " line 4")
                .hasMessageContaining("do not rise");
    }

    private static Scenario scenario(String arrivals, String partitions) {
        return Scenarios.read(
                """
                name: test
                duration: 100s
                slo: 2s
                seed: 5
                partitions: %s
                arrivals: %s
                workers: {rate: 100}
                scaling: {max: 20}
                """
                        .formatted(partitions, arrivals));
    }
}
