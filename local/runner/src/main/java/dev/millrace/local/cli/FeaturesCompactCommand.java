package dev.millrace.local.cli;

import dev.millrace.features.history.CompactionResult;
import dev.millrace.features.history.DuckDbLimits;
import dev.millrace.features.history.HistoryCompactor;
import dev.millrace.servicekit.Clocks;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compacts the history. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description =
                "Rewrite the history's many small files: a file for each view and day, every event once. The materializer "
                        + "does this by itself from time to time; both may run.")
final class FeaturesCompactCommand implements Callable<Integer> {
    @Option(names = "--history", paramLabel = "DIR", description = "The history (default: that in --data-dir).")
    @Nullable
    Path history;

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "1",
            description = "Leave today as it is where it has no more files than this (default: ${DEFAULT-VALUE}).")
    int files;

    @Option(
            names = "--memory-mb",
            paramLabel = "MB",
            defaultValue = "512",
            description = "Memory to use; the rest goes to disk (default: ${DEFAULT-VALUE}).")
    int memoryMb;

    @Mixin
    DefinitionsOption definitions;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (files < 1) {
            throw new IllegalArgumentException("--files: " + files + " is not 1 or more");
        }
        Path folder = history == null ? dataDir.dataDir().history() : history;
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("no history in " + folder
                    + ": a running platform writes it, or name another folder with --history");
        }
        var limits = new DuckDbLimits(memoryMb, Runtime.getRuntime().availableProcessors(), folder.resolve(".spill"));
        CompactionResult result;
        try (var steps = new Steps(spec.commandLine().getErr())) {
            steps.now("compacting " + folder);
            result = new HistoryCompactor(folder, definitions.views(dataDir.dataDir()), limits, Clocks.wall())
                    .compact(files, () -> false);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (result.busy()) {
            throw new IllegalStateException(
                    "another process compacts " + folder + " now: nothing to do, or try again later");
        }
        out.println(
                result.days() == 0
                        ? "Nothing to compact."
                        : "Compacted " + result.filesBefore() + " files into " + result.filesAfter() + ": "
                                + result.rows() + " rows, " + result.repetitions() + " repetitions removed.");
        out.flush();
        return 0;
    }
}
