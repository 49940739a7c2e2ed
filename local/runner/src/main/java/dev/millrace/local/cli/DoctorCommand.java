package dev.millrace.local.cli;

import dev.millrace.embedded.FreePorts;
import dev.millrace.embedded.RedisBinary;
import dev.millrace.local.platform.RunningPlatform;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what the platform needs of this machine. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Check JDK, memory, disk, ports and Redis, and say what to do where something is missing.")
final class DoctorCommand implements Callable<Integer> {
    private static final long NEEDED_MEMORY_MB = 4096;
    private static final long NEEDED_DISK_MB = 2048;

    @Mixin
    DataDirOption dataDir;

    @Mixin
    PlatformPorts ports;

    @Spec
    CommandSpec spec;

    private boolean healthy = true;

    @Override
    public Integer call() throws Exception {
        Optional<RunningPlatform> running = RunningPlatform.find(dataDir.dataDir());
        int feature = Runtime.version().feature();
        report(feature >= 17, "JDK " + Runtime.version(), "install a JDK 17 or newer and set JAVA_HOME");
        memory();
        disk();
        if (running.isPresent()) {
            report(
                    true,
                    "a platform runs on " + dataDir.dataDir().root() + ": process "
                            + running.get().pid() + ", Kafka on "
                            + running.get().bootstrap(),
                    "");
        } else {
            port("--kafka-port", ports.kafka);
            port("--http-port", ports.http);
        }
        Path unpackTo = Files.createTempDirectory("millrace-doctor");
        Path redis = RedisBinary.find(unpackTo);
        report(true, "Redis: " + (redis.startsWith(unpackTo) ? "the one that we carry" : redis), "");
        deleteQuietly(redis, unpackTo);
        return healthy ? 0 : 1;
    }

    private static void deleteQuietly(Path redis, Path folder) throws IOException {
        if (redis.startsWith(folder)) {
            Files.deleteIfExists(redis);
        }
        Files.deleteIfExists(folder);
    }

    private void memory() throws IOException {
        Path meminfo = Path.of("/proc/meminfo");
        if (!Files.exists(meminfo)) {
            report(true, "memory: cannot be read on this system", "");
            return;
        }
        long available = Files.readAllLines(meminfo).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
        report(
                available >= NEEDED_MEMORY_MB,
                "memory: " + available + " MB available",
                "the platform takes up to " + NEEDED_MEMORY_MB + " MB: close something");
    }

    private void disk() throws IOException {
        Path existing = dataDir.dataDir().root();
        while (!Files.exists(existing)) {
            existing = Optional.ofNullable(existing.getParent()).orElse(Path.of("/"));
        }
        long free = Files.getFileStore(existing).getUsableSpace() / (1024 * 1024);
        report(
                free >= NEEDED_DISK_MB,
                "disk: " + free + " MB free for " + dataDir.dataDir().root(),
                "free " + NEEDED_DISK_MB + " MB, or choose another --data-dir");
    }

    private void port(String option, int port) {
        report(FreePorts.isFree(port), "port " + port + " (" + option + ")", "taken: choose another with " + option);
    }

    private void report(boolean good, String what, String advice) {
        PrintWriter out = spec.commandLine().getOut();
        out.println((good ? "ok    " : "FAIL  ") + what + (good ? "" : ": " + advice));
        out.flush();
        healthy &= good;
    }
}
