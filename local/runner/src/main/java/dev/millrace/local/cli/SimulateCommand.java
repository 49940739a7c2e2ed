package dev.millrace.local.cli;

import dev.millrace.scaler.simulate.Contenders;
import dev.millrace.scaler.simulate.Progress;
import dev.millrace.scaler.simulate.SimulateOptions;
import dev.millrace.scaler.simulate.SimulateRun;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import dev.millrace.servicekit.Clocks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans capacity: arrivals against workers under several scalers, in seconds instead of days. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Replay arrivals against a model of workers: fixed numbers, KEDA's kafka trigger, the scaler by delay and"
                        + " perfect knowledge side by side, with delay, cost and energy.")
final class SimulateCommand implements Callable<Integer> {
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Parameters(
            arity = "0..*",
            paramLabel = "SCENARIO",
            description = "Files, or names of scenarios that come with Millrace (--list). Default: bursty.")
    List<String> scenarios = List.of();

    @Option(names = "--list", description = "List the scenarios that come with Millrace.")
    boolean list;

    @Option(
            names = "--scale",
            paramLabel = "FILE",
            description =
                    "ScaledObject for the scaler by delay, as given to `up --scale`; default: the scenario's own.")
    @Nullable
    String scaledObject;

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices and power; default: k8s/scaler/prices.yaml.")
    @Nullable
    Path prices;

    @Option(names = "--seed", paramLabel = "N", description = "Of the arrivals; default: the scenario's own.")
    @Nullable
    Long seed;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Write a page with curves and a JSON file for each.")
    @Nullable
    Path report;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        BundledFiles bundled = BundledFiles.of("k8s/scaler/scenarios");
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            list(bundled, out);
            return 0;
        }
        var files = new ArrayList<Path>();
        for (String given : scenarios.isEmpty() ? List.of("bursty") : scenarios) {
            files.add(bundled.path(given));
        }
        try {
            new SimulateRun(Contenders.real(), out, progress(spec.commandLine().getErr()))
                    .run(new SimulateOptions(files, prices(), scaledObject(), seed, report));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private static void list(BundledFiles bundled, PrintWriter out) throws IOException {
        for (Path file : bundled.all()) {
            out.printf(
                    "%-18s %s%n",
                    BundledFiles.name(file), ScenarioYaml.read(file).description());
        }
        out.flush();
    }

    private Path prices() {
        return prices != null ? prices : BundledFiles.of("k8s/scaler").path("prices");
    }

    private @Nullable Path scaledObject() {
        return scaledObject == null ? null : ScalingFiles.bundled().path(scaledObject);
    }

    /** Says where it is when nothing was said for two seconds. */
    private static Progress progress(PrintWriter err) {
        LongSupplier nanos = Clocks.nanos();
        long[] said = {nanos.getAsLong()};
        return (scenario, contender, share) -> {
            long now = nanos.getAsLong();
            if (now - said[0] >= SILENCE_NANOS) {
                said[0] = now;
                err.printf("%s: %s %.0f %%%n", scenario, contender, share * 100);
                err.flush();
            }
        };
    }
}
