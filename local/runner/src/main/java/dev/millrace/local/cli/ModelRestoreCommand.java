package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.ModelBackup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores the registry. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Bring a backup's versions back, each in its stage; what is there already stays as it is.")
final class ModelRestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder that model backup wrote.")
    Path folder;

    @Mixin
    ModelStoreOption models;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var registry = Training.reader(cluster.kafka(), cluster.dataDir.dataDir());
        List<ModelEntry> restored = new ModelBackup(registry).restore(folder, models.store(cluster.dataDir));
        PrintWriter out = spec.commandLine().getOut();
        restored.forEach(entry -> out.println("  " + entry.name() + " " + entry.version() + " "
                + entry.stage().name().toLowerCase(Locale.ROOT)));
        out.println("Restored " + restored.size() + " versions from " + folder);
        return 0;
    }
}
