package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.FileArtifactSource;
import dev.millrace.inference.registry.ModelBackup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Saves the registry. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copy the registry's entries and the model files to a folder.")
final class ModelBackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Where to.")
    Path folder;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var registry = Training.reader(cluster.kafka(), cluster.dataDir.dataDir());
        List<ModelEntry> saved = new ModelBackup(registry).save(folder, new FileArtifactSource());
        spec.commandLine().getOut().println("Saved " + saved.size() + " versions to " + folder);
        return 0;
    }
}
