package dev.millrace.local.cli;

import dev.millrace.features.history.DuckDbLimits;
import dev.millrace.features.history.HistoryAnswer;
import dev.millrace.features.history.HistoryQuestion;
import dev.millrace.features.history.PointInTimeJoin;
import dev.millrace.features.views.FeatureViews;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a training set. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "Make a training set: to each row of an entity file the features as they were at its event_timestamp, "
                        + "that of a row with the same time included. Its other columns are kept.")
final class FeaturesHistoryCommand implements Callable<Integer> {
    private enum Switch {
        ON,
        OFF
    }

    @Option(
            names = "--entities",
            required = true,
            paramLabel = "FILE",
            description =
                    "CSV, JSONL or Parquet with the views' join keys and event_timestamp: ISO-8601 with a zone or epoch "
                            + "milliseconds; a Parquet timestamp without a zone is UTC.")
    Path entities;

    @ArgGroup(multiplicity = "1")
    FeatureSelection selection = new FeatureSelection();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to, in the order of the entity file: .csv, .jsonl or .parquet.")
    Path out;

    @Option(names = "--history", paramLabel = "DIR", description = "The history (default: that in --data-dir).")
    @Nullable
    Path history;

    @Option(
            names = "--ttl",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Leave out rows older than their view's ttl (default: ${DEFAULT-VALUE}).")
    Switch timeToLive;

    @Option(
            names = "--as-known",
            description =
                    "Leave out rows that were not yet written at the time asked for: late ones, as a model would not have "
                            + "had them.")
    boolean asKnown;

    @Option(names = "--full-feature-names", description = "Call columns view__feature.")
    boolean fullNames;

    @Option(
            names = "--memory-mb",
            paramLabel = "MB",
            defaultValue = "1024",
            description = "Memory for the join; the rest goes to disk, beside --out (default: ${DEFAULT-VALUE}).")
    int memoryMb;

    @Mixin
    DefinitionsOption definitions;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        FeatureViews declared = definitions.views(dataDir.dataDir());
        var question = new HistoryQuestion(
                entities, selection.refs(declared), out, fullNames, timeToLive == Switch.ON, asKnown);
        var limits = new DuckDbLimits(
                memoryMb,
                Runtime.getRuntime().availableProcessors(),
                Objects.requireNonNull(out.toAbsolutePath().getParent()));
        Path folder = history == null ? dataDir.dataDir().history() : history;
        HistoryAnswer answer;
        try (var steps = new Steps(spec.commandLine().getErr())) {
            answer = new PointInTimeJoin(folder, declared, limits, steps::now).run(question);
        }
        PrintWriter text = spec.commandLine().getOut();
        text.println(out + ": " + answer.rows() + " rows");
        answer.found().forEach((view, rows) -> text.println("  " + view + ": found for " + rows));
        text.flush();
        return 0;
    }
}
