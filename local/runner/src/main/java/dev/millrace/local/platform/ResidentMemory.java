package dev.millrace.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory of processes, from {@code /proc/<pid>/status}. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** Sum of VmRSS in KiB; a process that is gone counts nothing. */
    static long sumKib(List<Long> pids) {
        return pids.stream().mapToLong(ResidentMemory::kib).sum();
    }

    static long kib(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            return 0; // ended between listing and reading
        }
        return 0;
    }
}
