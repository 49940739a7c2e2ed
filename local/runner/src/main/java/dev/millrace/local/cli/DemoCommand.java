package dev.millrace.local.cli;

import dev.millrace.local.demo.Demo;
import dev.millrace.local.demo.DemoOptions;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.platform.DataDir;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the platform with traffic, and judges what comes out. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Start the platform, send traffic, train both models on its first part, show alerts and"
                + " recommendations, print a summary. Without files: a seeded generator. Exits 1 if anything was lost.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where everything local is kept (default: a scratch folder, deleted at the end).")
    @Nullable
    Path dataDir;

    @Mixin
    PlatformPorts ports;

    @Mixin
    ConsoleOptions console;

    @Option(names = "--seconds", paramLabel = "N", description = "Seconds of traffic (default: 60).")
    @Nullable
    Double seconds;

    @Option(names = "--rate", paramLabel = "N", description = "Sensor readings per second (default: 2000).")
    @Nullable
    Double rate;

    @Option(names = "--user-rate", paramLabel = "N", description = "User events per second (default: 200).")
    @Nullable
    Double userRate;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the generator (default: ${DEFAULT-VALUE}).")
    long seed = DemoOptions.DEFAULT_SEED;

    @Option(
            names = "--sensor-data",
            paramLabel = "FILE",
            arity = "1..*",
            description = "CSV files to replay, one sensor each: a time column and one column per channel, ; or ,"
                    + " between them. Columns named anomaly, changepoint or label are the truth.")
    List<Path> sensorData = new ArrayList<>();

    @Option(
            names = "--sensor-labels",
            paramLabel = "FILE",
            description = "JSON with the true anomaly windows: {\"file.csv\": [[start, end], ...]}.")
    @Nullable
    Path sensorLabels;

    @Option(names = "--user-data", paramLabel = "FILE", description = "CSV file to replay: user, item, value, time.")
    @Nullable
    Path userData;

    @Option(names = "--items", paramLabel = "FILE", description = "CSV file of the catalogue: item, title, categories.")
    @Nullable
    Path items;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description =
                    "Replay files X times faster than their own time (default: as fast as the platform takes it).")
    @Nullable
    Double speed;

    @Option(
            names = "--train-fraction",
            paramLabel = "F",
            description = "Share of the data that is sent before training (default: .4; files: .3 sensors, .7 users).")
    @Nullable
    Double trainFraction;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary there as JSON.")
    @Nullable
    Path json;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // Refused before anything is started.
        var options = new DemoOptions(
                seconds, rate, userRate, seed, sensorData, sensorLabels, userData, items, speed, trainFraction, json);
        Path folder = dataDir == null ? Files.createTempDirectory("millrace-demo") : dataDir;
        try (var stop = new StopSignal()) {
            return runAndCleanUp(stop, options, folder);
        }
    }

    /** All of it before the stop signal is let go: the JVM may halt from then on. */
    private int runAndCleanUp(StopSignal stop, DemoOptions options, Path folder) throws Exception {
        try {
            return stop.start(() -> run(options, folder));
        } catch (InterruptedException e) {
            spec.commandLine().getErr().println("Interrupted; everything is stopped.");
            return 1;
        } finally {
            if (dataDir == null) {
                Trees.delete(folder);
            }
        }
    }

    private int run(DemoOptions options, Path folder) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting the platform (Kafka " + ports.kafka + ", status http://127.0.0.1:" + ports.http
                + "/status, data " + folder + ")");
        if (!console.none) {
            out.println("console " + console.url());
        }
        out.flush();
        var platformOptions = PlatformOptions.of(new DataDir(folder).root(), ports.kafka, ports.http, ports.feature)
                .withConsole(console.portOrNone());
        try (Platform platform = Platform.start(platformOptions, Installation.current(), new ConsoleListener(spec))) {
            DemoSummary summary = Demo.run(options, new LocalDemoPlatform(platform), line -> {
                out.println(line);
                out.flush();
            });
            return summary.exitCode();
        }
    }
}
