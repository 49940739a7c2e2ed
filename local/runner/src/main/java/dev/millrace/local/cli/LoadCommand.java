package dev.millrace.local.cli;

import picocli.CommandLine.Command;

/** Load from outside: scenarios, limits, comparisons. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description =
                "Put load on the platform and measure it from outside: run scenarios, find the highest rate that holds,"
                        + " compare two results.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LoadRunCommand.class, LoadLimitCommand.class, LoadCompareCommand.class, LoadListCommand.class})
final class LoadCommand {
    private LoadCommand() {}
}
