package dev.millrace.local.cli;

import dev.millrace.local.training.Preparation;
import dev.millrace.local.training.TrainingData;
import dev.millrace.servicekit.Clocks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** First step of a training workflow. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        description =
                "Copy the history of a model's topic to files, the newest part apart, to judge what is learnt from the rest.")
final class ModelPrepareCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "sensor-anomaly or recommender.")
    String model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to: " + Preparation.TRAINING + " and " + Preparation.HELD_OUT + ".")
    Path out;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the events, the newest, that is held out (default: ${DEFAULT-VALUE}).")
    double heldOut;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Preparation.Prepared prepared =
                Preparation.prepare(model, TrainingData.ofTopics(cluster.kafka(), Clocks.wall()), out, heldOut);
        spec.commandLine()
                .getOut()
                .println("Prepared " + prepared.training() + " events to train on and " + prepared.heldOut()
                        + " held out, from " + Instant.ofEpochMilli(prepared.cut()) + ": " + out);
        return 0;
    }
}
