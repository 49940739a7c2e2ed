package dev.millrace.scaler.simulate;

import dev.millrace.scaler.simulate.contend.Contender;
import dev.millrace.scaler.simulate.contend.Flight;
import dev.millrace.scaler.simulate.contend.Pilot;
import dev.millrace.scaler.simulate.result.Bill;
import dev.millrace.scaler.simulate.result.Outcome;
import dev.millrace.scaler.simulate.result.SimulationResult;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;
import dev.millrace.scaler.simulate.world.Flows;
import dev.millrace.scaler.simulate.world.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Scenarios run through contenders; what comes out follows from scenario, seed and contender alone. */
public final class Simulation {
    private final PriceList prices;

    public Simulation(PriceList prices) {
        this.prices = prices;
    }

    /** All contenders on the same arrivals, one after the other. Throws {@link IOException} where a recording cannot be read. */
    public SimulationResult run(Scenario scenario, List<Contender> contenders, Progress progress) throws IOException {
        if (scenario.nodes() != null) {
            prices.node(scenario.nodes().kind()); // before the work, not after it
        }
        Flow flow = Flows.of(scenario);
        List<Outcome> outcomes = new ArrayList<>();
        for (Contender contender : contenders) {
            outcomes.add(run(scenario, flow, contender, progress));
        }
        return new SimulationResult(
                scenario.name(),
                scenario.description(),
                Setup.of(scenario, flow),
                scenario.sloSeconds(),
                prices.currency(),
                outcomes);
    }

    private Outcome run(Scenario scenario, Flow flow, Contender contender, Progress progress) {
        progress.at(scenario.name(), contender.name(), 0);
        Pilot pilot = contender.pilot(scenario, flow);
        Recorder recorder = new Recorder(flow, share -> progress.at(scenario.name(), contender.name(), share));
        Measured measured = Flight.run(scenario, flow, pilot, recorder);
        return new Outcome(
                contender.name(), measured, Bill.of(scenario, measured, prices), recorder.curves(), recorder.changes());
    }
}
