package dev.millrace.scaler.simulate.contend;

import static dev.millrace.scaler.simulate.world.Scenarios.each;
import static dev.millrace.scaler.simulate.world.Scenarios.flow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.scaler.simulate.contend.Flight.Listener;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;
import dev.millrace.scaler.simulate.world.Measured;
import dev.millrace.scaler.simulate.world.Scenarios;
import dev.millrace.scaler.simulate.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledTest {
    @Test
    void lagBringsWorkersAndQuietSendsThemAway() {
        Scenario scenario = Scenarios.of(120, 10, "workers: {rate: 100, startup: 5s, initial: 0}");
        Flow flow = flow(scenario, each(60, 500));
        Contender contender =
                new Scaled("lag", ScaledObjects.stock(scenario, 100), (spec, sync) -> new Following(spec), ByLag::of);

        Measured measured = Flight.run(scenario, flow, contender.pilot(scenario, flow), Listener.NONE);

        assertThat(measured.answered()).isGreaterThan(.99 * measured.records());
        assertThat(measured.zeroToOneSeconds()).isBetween(5.0, 7.1);
        assertThat(measured.ups()).isPositive();
        assertThat(measured.downs()).isPositive();
    }

    @Test
    void triggersSeeWorkersLoadsAndMeasuresAsTheyAre() {
        Scenario scenario = Scenarios.of(30, 4, "workers: {rate: 100, startup: 5s, initial: 2}");
        List<Decision> decisions = new ArrayList<>();
        TriggerReading reading = new DelayTrigger(seen -> {
                    Decision decision = new Decision(
                            seen.fleet().ready() + 1, seen.loads().totalBacklog() > 0, "x" + seen.capacity());
                    decisions.add(decision);
                    return decision;
                })
                .read(new World(scenario, flow(scenario, each(30, 10)), 2).observe());

        assertThat(reading).isEqualTo(TriggerReading.of(false, 3, 1));
        assertThat(decisions.get(0).reason()).contains("recordsPerSecond=100.0, startupSeconds=5.0");
    }

    @Test
    void usualScaledObjectsHaveTheScenariosBoundsAndKedasDefaults() {
        Scenario scenario = Scenarios.of(30, 4, "workers: {rate: 100, startup: 5s, initial: 2, sharing: share}");

        ScaledObject stock = ScaledObjects.stock(scenario, 200);
        ScaledObject delay = ScaledObjects.delay(scenario);

        assertThat(List.of(stock.min(), stock.max(), stock.pollingSeconds(), stock.cooldownSeconds()))
                .containsExactly(0, 20, 30, 300);
        assertThat(stock.behavior().down().stabilizationSeconds()).isEqualTo(300);
        assertThat(stock.triggers().get(0).metadata()).containsEntry("lagThreshold", "200");
        assertThat(delay.triggers().get(0).metadata())
                .containsEntry("sloSeconds", "2.0")
                .containsEntry("ratePerWorker", "100.0")
                .containsEntry("startupSeconds", "5.0")
                .containsEntry("sharing", "share");
    }
}
