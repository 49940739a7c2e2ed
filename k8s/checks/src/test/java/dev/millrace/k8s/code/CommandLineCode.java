package dev.millrace.k8s.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A call of our command line as its own parser reads it.
 *
 * @param command such as {@code model train}
 * @param positional in their order
 */
public record CommandLineCode(String command, List<String> positional, ParseResult parsed) {
    /** Throws {@link IllegalArgumentException} with what the command line would say. */
    public static CommandLineCode parse(List<String> args) {
        try {
            ParseResult parsed = commandLine().parseArgs(args.toArray(new String[0]));
            var words = new ArrayList<String>();
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
                words.add(parsed.commandSpec().name());
            }
            List<String> positional = parsed.matchedPositionals().stream()
                    .map(ArgSpec::originalStringValues)
                    .flatMap(List::stream)
                    .toList();
            return new CommandLineCode(String.join(" ", words), positional, parsed);
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public Optional<String> option(String name) {
        OptionSpec option = parsed.matchedOption(name);
        return option == null
                ? Optional.empty()
                : Optional.of(option.originalStringValues().get(0));
    }

    private static CommandLine commandLine() {
        try {
            var make = Class.forName("dev.millrace.local.cli.Millrace").getDeclaredMethod("commandLine");
            make.setAccessible(true);
            return (CommandLine) make.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the command line has moved", e);
        }
    }
}
