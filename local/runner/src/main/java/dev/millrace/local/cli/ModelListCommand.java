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

/** Lists the models. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List every version of every model, why it is in its stage, and what workers say of it.")
final class ModelListCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Only this one.")
    @Nullable
    String model;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        ModelRegistry registry = Training.reader(cluster.kafka(), cluster.dataDir.dataDir());
        List<ModelEntry> entries = registry.list().stream()
                .filter(entry -> model == null || entry.name().equals(model))
                .toList();
        if (entries.isEmpty()) {
            out.println("No models yet: train one with `millrace model train "
                    + (model == null ? "sensor-anomaly" : model) + "`.");
            return 0;
        }
        new ModelListing(out).print(entries, registry.events());
        return 0;
    }
}
