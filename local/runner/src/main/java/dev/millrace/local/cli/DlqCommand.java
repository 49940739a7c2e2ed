package dev.millrace.local.cli;

import picocli.CommandLine.Command;

/** Dead letters: list, show, send again. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "List dead letters, look into them, and send them again once their cause is removed.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqRedriveCommand.class})
final class DlqCommand {}
