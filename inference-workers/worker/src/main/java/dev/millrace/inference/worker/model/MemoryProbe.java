package dev.millrace.inference.worker.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much memory a process may still take on Linux: the smaller of what the kernel calls available and what its control group
 * (v2) leaves. Elsewhere unknown, and then nothing is refused.
 */
public final class MemoryProbe {
    private final Path meminfo;
    private final Path controlGroup;

    /** Reads {@code /proc/meminfo} and the control group's files below other roots, for tests. */
    MemoryProbe(Path meminfo, Path controlGroup) {
        this.meminfo = meminfo;
        this.controlGroup = controlGroup;
    }

    /** Of this machine, or of the container that this process runs in. */
    public static MemoryProbe ofThisProcess() {
        return new MemoryProbe(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
    }

    /** Bytes, empty where nobody tells. */
    public OptionalLong available() {
        OptionalLong machine = machine();
        OptionalLong group = group();
        if (machine.isEmpty() || group.isEmpty()) {
            return machine.isPresent() ? machine : group;
        }
        return OptionalLong.of(Math.min(machine.getAsLong(), group.getAsLong()));
    }

    private OptionalLong machine() {
        try {
            return Files.readAllLines(meminfo).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong group() {
        try {
            long max = Long.parseLong(
                    Files.readString(controlGroup.resolve("memory.max")).trim());
            long used = Long.parseLong(
                    Files.readString(controlGroup.resolve("memory.current")).trim());
            return OptionalLong.of(Math.max(0, max - used));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty(); // no control group, or one without a limit ("max")
        }
    }
}
