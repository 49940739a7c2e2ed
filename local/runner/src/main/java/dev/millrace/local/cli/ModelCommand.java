package dev.millrace.local.cli;

import picocli.CommandLine.Command;

/** Models: train, prepare and evaluate, publish, promote, roll back, list. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Train, evaluate, publish, promote, roll back, list, save and restore models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelTrainCommand.class,
            ModelPrepareCommand.class,
            ModelEvaluateCommand.class,
            ModelPublishCommand.class,
            ModelPromoteCommand.class,
            ModelRollbackCommand.class,
            ModelListCommand.class,
            ModelBackupCommand.class,
            ModelRestoreCommand.class
        })
final class ModelCommand {
    /** Which models its commands take, where they take any. */
    static final String ANY_MODEL = "sensor-anomaly, recommender, or a name of your own.";

    private ModelCommand() {}
}
