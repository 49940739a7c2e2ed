package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the models. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List every version of every model.")
final class ModelListCommand implements Callable<Integer> {
    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<ModelEntry> entries =
                Training.reader(cluster.kafka(), cluster.dataDir.dataDir()).list();
        if (entries.isEmpty()) {
            out.println("No models yet: train one with `millrace model train sensor-anomaly`.");
            return 0;
        }
        out.printf("%-16s %-8s %-10s %-21s %10s  %s%n", "MODEL", "VERSION", "STAGE", "CREATED", "BYTES", "DESCRIPTION");
        for (ModelEntry entry : entries) {
            out.printf(
                    "%-16s %-8s %-10s %-21s %10d  %s%n",
                    entry.name(),
                    entry.version(),
                    entry.stage().name().toLowerCase(Locale.ROOT),
                    Instant.ofEpochMilli(entry.createdAt()).toString().substring(0, 19) + "Z",
                    entry.artifact().bytes(),
                    entry.description() == null ? "" : entry.description());
        }
        return 0;
    }
}
