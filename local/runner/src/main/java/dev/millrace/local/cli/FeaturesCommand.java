package dev.millrace.local.cli;

import picocli.CommandLine.Command;

/** Features: what there is, what they are now, what they were; and a restore. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        description =
                "Look at features: which are declared, their values now, and their values at any time for training.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            FeaturesListCommand.class,
            FeaturesGetCommand.class,
            FeaturesHistoryCommand.class,
            FeaturesCompactCommand.class,
            FeaturesExportCommand.class,
            FeaturesReplayCommand.class
        })
final class FeaturesCommand {}
