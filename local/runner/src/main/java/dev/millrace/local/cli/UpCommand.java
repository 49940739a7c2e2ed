package dev.millrace.local.cli;

import dev.millrace.features.views.FeatureViewsYaml;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.local.platform.Sizing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the platform until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Run the whole platform on this machine until Ctrl-C; a second start on the same data folder continues.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    DataDirOption dataDir;

    @Mixin
    PlatformPorts ports;

    @Mixin
    ConsoleOptions console;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "Serve an ONNX model of your own as well: requests on inference.NAME, answers on predictions.NAME. "
                            + "Publish it with: model publish NAME FILE. May be repeated.")
    List<String> ownModels = List.of();

    @Option(
            names = "--guarantee",
            defaultValue = PlatformOptions.EFFECTIVELY_ONCE,
            description = "effectively-once (default, lowest latency) or exactly-once (transactions; read results with "
                    + "isolation.level=read_committed).")
    String guarantee = PlatformOptions.EFFECTIVELY_ONCE;

    @Option(
            names = "--definitions",
            paramLabel = "FILE",
            description = "YAML that declares feature views of your own, beside the platform's; kept in the data folder"
                    + " for later starts.")
    @Nullable
    Path definitions;

    @Option(
            names = "--workers",
            paramLabel = "MODEL=N",
            description = "Worker processes of a model (default: 1 each). May be repeated.")
    Map<String, Integer> workers = Map.of();

    @Option(
            names = "--scale",
            paramLabel = "FILE",
            description =
                    "Start and stop workers by a ScaledObject, as KEDA does in a cluster: a file, or the name of one"
                            + " that comes with Millrace (sensor-anomaly, recommender, flash-sale). May be repeated.")
    List<String> scaledBy = List.of();

    @Option(
            names = "--optimise",
            description = "Let the JVMs compile as far as they can: about twice the speed after a minute or two, which"
                    + " take a core. For measurements, and for machines with cores to spare.")
    boolean optimise;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        var options = options();
        try (var stop = new StopSignal()) {
            run(options, stop, out);
            out.println("Stopped.");
            out.flush();
        }
        return 0;
    }

    private PlatformOptions options() throws IOException {
        try {
            if (definitions != null) {
                var unused = FeatureViewsYaml.withOwn(definitions);
            }
            return new PlatformOptions(
                    dataDir.dataDir().root(),
                    ports.kafka,
                    ports.http,
                    ports.feature,
                    ownModels,
                    guarantee,
                    definitions,
                    sizing(),
                    console.portOrNone());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Sizing sizing() throws IOException {
        Sizing laptop = Sizing.laptop();
        return new Sizing(
                optimise,
                laptop.partitions(),
                workers,
                laptop.heapMb(),
                laptop.cores(),
                laptop.settings(),
                laptop.clients(),
                ScalingFiles.read(scaledBy));
    }

    private void run(PlatformOptions options, StopSignal stop, PrintWriter out) throws Exception {
        try (Platform platform =
                stop.start(() -> Platform.start(options, Installation.current(), new ConsoleListener(spec)))) {
            out.printf(
                    "%nMillrace is up after %.1f s. Kafka: %s   features: 127.0.0.1:%d (Feast gRPC)   status: http://127.0.0.1:%d/status"
                            + "   data: %s%n",
                    platform.readySeconds(), platform.bootstrap(), ports.feature, ports.http, options.dataDir());
            if (!console.none) {
                out.println("console " + console.url());
            }
            out.println("Produce JSON to sensor-readings or user-events; watch with: ./millrace tail anomaly-alerts");
            out.println("Ctrl-C stops everything.");
            out.flush();
            stop.await();
            out.println("Stopping.");
            out.flush();
        }
    }
}
