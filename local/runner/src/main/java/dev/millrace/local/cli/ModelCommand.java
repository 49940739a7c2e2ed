package dev.millrace.local.cli;

import picocli.CommandLine.Command;

/** Models: train, publish, list. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Train, publish and list models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelTrainCommand.class, ModelPublishCommand.class, ModelListCommand.class})
final class ModelCommand {}
