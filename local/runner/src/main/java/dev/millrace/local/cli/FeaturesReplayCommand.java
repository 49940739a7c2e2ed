package dev.millrace.local.cli;

import dev.millrace.local.platform.GroupReplay;
import dev.millrace.servicekit.KafkaClients;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Part of a restore. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Let the materializer write the rows of the features topic to the online store again.",
            "It must be stopped; at its next start it reads them. Older rows never replace newer ones, so too far back only takes longer."
        })
final class FeaturesReplayCommand implements Callable<Integer> {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From what was written then, such as 2026-01-31T12:00:00Z (default: all that the topic has).")
    @Nullable
    Instant since;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        KafkaClients kafka = cluster.kafka();
        long rows = GroupReplay.features(kafka, since == null ? Instant.EPOCH : since);
        spec.commandLine().getOut().println("At its next start the materializer reads " + rows + " rows again");
        return 0;
    }
}
