package dev.millrace.local.cli;

import dev.millrace.local.platform.RunningPlatform;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops a platform that runs elsewhere. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stop the platform that runs on a data folder, and wait until it has ended.")
final class StopCommand implements Callable<Integer> {
    private static final int DEADLINE_SECONDS = 90;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Optional<ProcessHandle> handle = RunningPlatform.find(dataDir.dataDir()).flatMap(RunningPlatform::handle);
        if (handle.isEmpty()) {
            out.println("No platform runs on " + dataDir.dataDir().root() + ".");
            return 0;
        }
        handle.get().destroy();
        try {
            handle.get().onExit().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            spec.commandLine()
                    .getErr()
                    .println("millrace: process " + handle.get().pid() + " has not ended after " + DEADLINE_SECONDS
                            + " s; its logs are in " + dataDir.dataDir().logs());
            return 1;
        }
        out.println("Stopped.");
        return 0;
    }
}
