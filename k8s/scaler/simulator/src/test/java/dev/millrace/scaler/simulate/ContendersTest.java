package dev.millrace.scaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.simulate.result.SimulationResult;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import dev.millrace.scaler.simulate.world.Measured;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The real policies, KEDA and HPA on the shipped scenarios: what the documents say of them. */
class ContendersTest {
    private static final Path SCALER = Path.of("..");

    @Test
    void burstsAreAnsweredWithLessLagAndFewerReplicasThanByLag() throws IOException {
        SimulationResult result = run("bursty");

        Measured delay = measured(result, Contenders.DELAY);
        for (String stock : new String[] {"kafka lag 10", "kafka lag 200"}) {
            assertThat(delay.lagSeconds())
                    .as(stock)
                    .isLessThan(.7 * measured(result, stock).lagSeconds());
            assertThat(delay.replicaSeconds())
                    .as(stock)
                    .isLessThan(1.05 * measured(result, stock).replicaSeconds());
        }
    }

    @Test
    void workersComeFromZeroWithoutWaitingForAPoll() throws IOException {
        SimulationResult result = run("to-zero");

        assertThat(measured(result, Contenders.DELAY).zeroToOneSeconds()).isLessThan(4);
        assertThat(measured(result, Contenders.DELAY).downs()).isGreaterThanOrEqualTo(4);
        assertThat(measured(result, "kafka lag 10").zeroToOneSeconds()).isGreaterThan(10);
    }

    @Test
    void nothingChangesAtASteadyRate() throws IOException {
        assertThat(measured(run("steady"), Contenders.DELAY).changes()).isLessThanOrEqualTo(6);
    }

    @Test
    void peaksThatAreKnownAreMetOnceTheyAreLearnt() throws IOException {
        SimulationResult result = run("known-peak");

        Measured delay = measured(result, Contenders.DELAY);
        Measured ahead = measured(result, Contenders.DELAY + ", daily");
        assertThat(ahead.late()).as("of five peaks two").isLessThan(.5 * delay.late());
        assertThat(ahead.replicaSeconds()).isLessThan(1.1 * delay.replicaSeconds());
    }

    @Test
    void theClustersFileDoesForTheSimulator() throws IOException {
        Scenario scenario = ScenarioYaml.read(SCALER.resolve("scenarios/case-serverless.yaml"));
        Path file = SCALER.resolve("../base/scaling/recommender.yaml");

        SimulationResult result = new Simulation(PriceList.read(SCALER.resolve("prices.yaml")))
                .run(scenario, Contenders.real().of(scenario, file), Progress.NONE);

        assertThat(measured(result, Contenders.DELAY).peakReplicas()).isLessThanOrEqualTo(4);
    }

    private static Measured measured(SimulationResult result, String contender) {
        return result.outcome(contender).orElseThrow().measured();
    }

    private static SimulationResult run(String name) throws IOException {
        Scenario scenario = ScenarioYaml.read(SCALER.resolve("scenarios/" + name + ".yaml"));
        return new Simulation(PriceList.read(SCALER.resolve("prices.yaml")))
                .run(scenario, Contenders.real().of(scenario, null), Progress.NONE);
    }
}
