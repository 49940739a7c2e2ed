package dev.millrace.microbench;

import dev.millrace.load.arrival.StepRates;
import dev.millrace.local.platform.StartQueue;
import dev.millrace.scaler.keda.KedaHpa;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import dev.millrace.scaler.simulate.Progress;
import dev.millrace.scaler.simulate.Simulation;
import dev.millrace.scaler.simulate.contend.Contender;
import dev.millrace.scaler.simulate.contend.KedaTriggers;
import dev.millrace.scaler.simulate.contend.Scaled;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import dev.millrace.scaler.simulate.world.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The simulator on what a {@link ScalingBench} has done: the same arrivals and ScaledObject, and workers as they were seen. */
final class ScalingTwin {
    private final ScaledObject object;
    private final StepRates arrivals;
    private final Duration each;
    private final ScalingReport real;
    private final double slo;

    ScalingTwin(String scaledObject, StepRates arrivals, Duration each, ScalingReport real, double slo) {
        this.object = ScaledObjectYaml.parse(scaledObject);
        this.arrivals = arrivals;
        this.each = each;
        this.real = real;
        this.slo = slo;
    }

    void tell() throws IOException {
        Scenario scenario = ScenarioYaml.read(yaml(), "the twin");
        Contender scaled = new Scaled("delay", object, KedaHpa::new, new KedaTriggers());
        Measured simulated = new Simulation(
                        PriceList.read(Path.of(System.getProperty("millrace.home", "."), "k8s/scaler/prices.yaml")))
                .run(scenario, List.of(scaled), Progress.NONE)
                .outcomes()
                .get(0)
                .measured();
        compare("max delay, s", real.maxDelay(), simulated.maxDelaySeconds());
        compare("worker·s", real.workerSeconds(), simulated.replicaSeconds());
    }

    private static void compare(String what, double real, double simulated) {
        Console.format(
                "  simulator: %s: real %.2f, simulated %.2f, %+.0f %%%n",
                what, real, simulated, 100 * (simulated / real - 1));
    }

    private String yaml() {
        List<Double> rates = arrivals.rates();
        return String.format(
                Locale.ROOT,
                """
                name: twin
                description: what the benchmark did
                duration: %ds
                slo: %dms
                seed: 1
                observe: 250ms
                partitions: {count: %d}
                arrivals: {shape: step, rates: [%f, %f, 0], each: %ds, spacing: even}
                workers: {rate: %f, startup: %dms, starting-at-once: %d, initial: 0}
                scaling: {min: 0, max: %d, hpa-sync: 500ms}
                """,
                Math.round(real.end()) + 1,
                Math.round(slo * 1e3),
                ScalingBench.PARTITIONS,
                rates.get(0),
                rates.get(1),
                each.toSeconds(),
                real.rate(),
                Math.round(real.startup() * 1e3),
                StartQueue.MOST,
                ScalingBench.PARTITIONS);
    }
}
