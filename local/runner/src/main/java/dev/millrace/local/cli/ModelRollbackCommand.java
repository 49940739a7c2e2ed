package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.ModelRegistry;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a version back. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Retire the live version of a model; the one that was live before it serves again.",
            "With VERSION: retire that one, such as a shadow or canary."
        })
final class ModelRollbackCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = ModelCommand.ANY_MODEL)
    String model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Such as v3 (default: the live one); `model list` shows them.")
    @Nullable
    String version;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ModelRegistry registry = Training.reader(cluster.kafka(), cluster.dataDir.dataDir());
        List<ModelEntry> changes = version == null ? registry.rollback(model) : registry.rollback(model, version);
        PrintWriter out = spec.commandLine().getOut();
        out.println(model + " " + changes.get(0).version() + " is retired");
        for (ModelEntry live : changes.subList(1, changes.size())) {
            out.println(model + " " + live.version() + " is live again");
        }
        return 0;
    }
}
