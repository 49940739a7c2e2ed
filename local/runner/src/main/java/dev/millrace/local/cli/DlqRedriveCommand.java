package dev.millrace.local.cli;

import dev.millrace.local.dlq.Correction;
import dev.millrace.local.dlq.LetterFilter;
import dev.millrace.local.dlq.LetterId;
import dev.millrace.local.dlq.ValueFix;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description =
                "Send dead letters to the topic they came from, in their order, without the dlq.* headers. A letter that was"
                        + " sent again before is left out.",
        footer = {
            "",
            "Examples:",
            "  millrace dlq redrive --kind inference --dry-run",
            "  millrace dlq redrive 17 --value corrected.json",
            "  millrace dlq redrive --kind malformed --fix 's/NaN/0/'"
        })
final class DlqRedriveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "OFFSET", arity = "0..*", description = "These letters, as `dlq list` shows them.")
    @Nullable
    List<String> offsets;

    @Mixin
    LetterSelection selection;

    @Option(names = "--all", description = "Every dead letter; needed where nothing else selects.")
    boolean all;

    @Option(names = "--again", description = "Also those that were sent again before.")
    boolean again;

    @Option(names = "--to", paramLabel = "TOPIC", description = "Send to this topic instead of the original one.")
    @Nullable
    String to;

    @Option(names = "--value", paramLabel = "FILE", description = "The corrected value, for exactly one letter.")
    @Nullable
    Path value;

    @Option(names = "--new-key", paramLabel = "KEY", description = "The corrected key, for exactly one letter.")
    @Nullable
    String newKey;

    @Option(
            names = "--fix",
            paramLabel = "s/REGEX/TEXT/",
            description = "Edit every value like this; letters that it does not change are not sent.")
    @Nullable
    String fix;

    @Option(
            names = "--rate",
            paramLabel = "N[/s]",
            defaultValue = "100",
            description = "Records per second at most (default: ${DEFAULT-VALUE}).")
    String rate;

    @Option(names = "--dry-run", description = "Print what would be sent, send nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LetterFilter filter = selection.filter(
                offsets == null
                        ? java.util.Set.of()
                        : offsets.stream().map(LetterId::parse).collect(Collectors.toSet()));
        if (filter.everything() && !all) {
            throw new IllegalArgumentException("which dead letters? Name offsets, a filter such as --kind, or --all");
        }
        var run = new RedriveRun(
                cluster.kafka(),
                filter,
                again,
                correction(),
                ratePerSecond(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        if (dryRun) {
            return run.dryRun();
        }
        return run.send(this::confirmed);
    }

    private Correction correction() throws IOException {
        return new Correction(
                to,
                newKey == null ? null : newKey.getBytes(StandardCharsets.UTF_8),
                value == null ? null : Files.readAllBytes(value),
                fix == null ? null : ValueFix.parse(fix));
    }

    private double ratePerSecond() {
        String number = rate.toLowerCase(Locale.ROOT).endsWith("/s") ? rate.substring(0, rate.length() - 2) : rate;
        try {
            double parsed = Double.parseDouble(number);
            if (parsed > 0 && Double.isFinite(parsed)) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("--rate: '" + rate + "' is not a number above 0, such as 100 or 100/s");
    }

    /** A person at a console is asked before more than one record goes out; a script has decided already. */
    @SuppressWarnings("SystemConsoleNull") // the launcher's -Djdk.console=java.base keeps it null without a terminal
    private boolean confirmed(int count) {
        @Nullable Console console = System.console();
        if (yes || count < 2 || console == null) {
            return true;
        }
        String answer = console.readLine("Send %d records again? [y/N] ", count);
        return answer != null && answer.trim().toLowerCase(Locale.ROOT).startsWith("y");
    }
}
