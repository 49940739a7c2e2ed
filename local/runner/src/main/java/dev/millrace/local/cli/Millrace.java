package dev.millrace.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code millrace} command. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        version = "millrace 0.1.0",
        description = "Events in, decisions out, on Kafka: anomaly alerts and recommendations from live streams.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            TailCommand.class,
            ProduceCommand.class,
            ModelCommand.class,
            DlqCommand.class,
            FeaturesCommand.class,
            LoadCommand.class,
            ConsoleCommand.class,
            SimulateCommand.class,
            DoctorCommand.class,
            StopCommand.class
        },
        footer = {"", "First time here: millrace demo", "Exit codes: 0 done, 1 failed, 2 wrong usage."})
public final class Millrace {
    private Millrace() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Millrace())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    Failures.print(failure, command.getErr());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
