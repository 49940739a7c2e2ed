package dev.millrace.local.cli;

import picocli.CommandLine.Command;

/** Models: train, publish, promote, roll back, list. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Train, publish, promote, roll back and list models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelTrainCommand.class,
            ModelPublishCommand.class,
            ModelPromoteCommand.class,
            ModelRollbackCommand.class,
            ModelListCommand.class
        })
final class ModelCommand {
    /** Which models its commands take, where they take any. */
    static final String ANY_MODEL = "sensor-anomaly, recommender, or a name of your own.";

    private ModelCommand() {}
}
