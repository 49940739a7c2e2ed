package dev.millrace.scaler.simulate;

import dev.millrace.scaler.simulate.report.SimulationFiles;
import dev.millrace.scaler.simulate.report.SimulationText;
import dev.millrace.scaler.simulate.result.SimulationResult;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command: reads scenarios, runs each, prints a table each and writes the reports. */
public final class SimulateRun {
    private final Contenders contenders;
    private final PrintWriter out;
    private final Progress progress;

    /** {@code out} gets the tables; {@code progress} is told how far it is. */
    public SimulateRun(Contenders contenders, PrintWriter out, Progress progress) {
        this.contenders = contenders;
        this.out = out;
        this.progress = progress;
    }

    /** Throws {@link IOException} or {@link IllegalArgumentException} that says what is wrong with a file, before anything runs. */
    public List<SimulationResult> run(SimulateOptions options) throws IOException {
        Simulation simulation = new Simulation(PriceList.read(options.prices()));
        List<Scenario> scenarios = new ArrayList<>();
        for (Path file : options.scenarios()) {
            Scenario read = ScenarioYaml.read(file);
            scenarios.add(options.seed() == null ? read : read.withSeed(options.seed()));
        }
        List<SimulationResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            SimulationResult result =
                    simulation.run(scenario, contenders.of(scenario, options.scaledObject()), progress);
            results.add(result);
            out.println(SimulationText.of(result));
            if (options.report() != null) {
                out.println("report: " + SimulationFiles.write(result, options.report()));
                out.println();
            }
            out.flush();
        }
        return results;
    }
}
