package dev.millrace.local.cli;

import dev.millrace.local.platform.PlatformListener;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what the platform tells. */
final class ConsoleListener implements PlatformListener {
    private final PrintWriter out;
    private final PrintWriter err;

    ConsoleListener(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    @Override
    public void progress(String message) {
        out.println("  " + message);
        out.flush();
    }

    @Override
    public void trouble(String message) {
        err.println("  ! " + message);
        err.flush();
    }
}
