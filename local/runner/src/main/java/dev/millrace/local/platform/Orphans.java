package dev.millrace.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Ends children whose supervisor was killed: they hold the ports and the locks of the data folder. A process is ours only if
 * its command line names this data folder.
 */
final class Orphans {
    private Orphans() {}

    static int end(DataDir data) throws IOException, InterruptedException {
        int ended = 0;
        try (Stream<Path> files = Files.list(data.run())) {
            List<Path> pids =
                    files.filter(file -> file.toString().endsWith(".pid")).toList();
            for (Path file : pids) {
                long pid = Long.parseLong(Files.readString(file).trim());
                var handle = ProcessHandle.of(pid).filter(found -> isOurs(found, data));
                if (handle.isPresent()) {
                    handle.get().destroyForcibly();
                    awaitEnd(handle.get());
                    ended++;
                }
                Files.delete(file);
            }
        }
        return ended;
    }

    private static boolean isOurs(ProcessHandle handle, DataDir data) {
        // ProcessHandle.info() hides long command lines, and a class path is always long.
        try {
            return Files.readString(Path.of("/proc", Long.toString(handle.pid()), "cmdline"))
                    .contains(data.root().toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitEnd(ProcessHandle handle) throws InterruptedException {
        try {
            handle.onExit().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + handle.pid() + " of an earlier run does not end", e);
        }
    }
}
