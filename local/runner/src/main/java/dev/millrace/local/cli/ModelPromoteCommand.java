package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a version live. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "Make a version live, from whatever stage; running workers swap to it without a restart.")
final class ModelPromoteCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = ModelCommand.ANY_MODEL)
    String model;

    @Parameters(index = "1", paramLabel = "VERSION", description = "Such as v3; `model list` shows them.")
    String version;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ModelEntry live =
                Training.reader(cluster.kafka(), cluster.dataDir.dataDir()).promote(model, version);
        spec.commandLine().getOut().println(live.name() + " " + live.version() + " is live");
        return 0;
    }
}
