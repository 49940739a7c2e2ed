package dev.millrace.scaler.simulate.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Measured;
import dev.millrace.scaler.simulate.world.Scenarios;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BillTest {
    /** 2 replica-hours of which half an hour starting, one at work; 3 node-hours. */
    private static final Measured MEASURED =
            new Measured(1, 1, 0, 0, 0, 0, 0, 0, 0, 2 * 3600, 1800, 3600, 3 * 3600, 0, 0, 0, 0);

    @Test
    void workersPayForWhatTheyReserveAndBurnMoreAtWork() throws IOException {
        Scenario scenario = Scenarios.of(60, 1, "workers: {rate: 100}");
        PriceList prices = PriceList.read(
                "worker: {core-hour: .04, gib-hour: .01, active-watts: 10, idle-watts: 4, worker-cores: 2, worker-gib: 3}",
                "here");

        Bill bill = Bill.of(scenario, MEASURED, prices);

        assertThat(bill.money()).isCloseTo(2 * (2 * .04 + 3 * .01), within(1e-9));
        assertThat(bill.idleWattHours()).isCloseTo(.5 * 2 * 4, within(1e-9));
        assertThat(bill.wattHours()).isCloseTo(1.5 * 2 * 10 + 4, within(1e-9));
        assertThat(bill.idleShare()).isCloseTo(4 / 34.0, within(1e-9));
    }

    @Test
    void nodesAreThePriceOfWorkersThatNeedThem() throws IOException {
        Scenario scenario = Scenarios.of(60, 1, "workers: {rate: 100}", "nodes: {kind: big, workers-per-node: 2}");
        PriceList prices = PriceList.read("nodes: {big: {hour: 5, active-watts: 300, idle-watts: 100}}", "here");

        Bill bill = Bill.of(scenario, MEASURED, prices);

        assertThat(bill.money()).isCloseTo(15, within(1e-9));
        assertThat(bill.idleWattHours()).isCloseTo(2.25 * 100, within(1e-9));
        assertThat(bill.wattHours()).isCloseTo(.75 * 300 + 225, within(1e-9));
    }
}
