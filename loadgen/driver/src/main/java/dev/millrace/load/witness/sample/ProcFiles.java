package dev.millrace.load.witness.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What Linux tells in {@code /proc} (proc(5)). Times are in ticks of 10 ms, as every architecture that we run on has them. */
record ProcFiles(Path root) {
    static final double TICKS_PER_SECOND = 100;

    // Fields of /proc/PID/stat after the name, which may hold blanks and brackets; the first of them is field 3.
    private static final int USER = 14 - 3;
    private static final int SYSTEM = 15 - 3;
    private static final int START = 22 - 3;

    // Fields of the first line of /proc/stat: cpu user nice system idle iowait irq softirq steal.
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int LAST_OWN = 7;

    /**
     * One process.
     *
     * @param cpuTicks user and system time of all its threads
     * @param startTicks since the system's start; with the id, it tells a process from a later one of the same id
     * @param residentKib physical memory in use
     */
    record Usage(long cpuTicks, long startTicks, long residentKib) {}

    /** Null where the process is gone or this is no Linux. */
    @Nullable
    Usage process(long pid) {
        Path folder = root.resolve(Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
            return new Usage(ticks, Long.parseLong(fields[START]), residentKib(folder));
        } catch (IOException e) {
            return null; // ended between listing and reading
        }
    }

    private static long residentKib(Path folder) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0; // a process that has ended and was not waited for
    }

    /** Busy time of all cores: idle, waiting for disks and stolen by other machines left out. Null where this is no Linux. */
    @Nullable
    Long busyTicks() {
        try {
            String[] fields = Files.readAllLines(root.resolve("stat")).get(0).split("\\s+", -1);
            long busy = 0;
            for (int i = 1; i <= LAST_OWN; i++) {
                busy += i == IDLE || i == WAITING ? 0 : Long.parseLong(fields[i]);
            }
            return busy;
        } catch (IOException e) {
            return null;
        }
    }

    /** Ticks since the system's start; 0 where this is no Linux. */
    long uptimeTicks() {
        try {
            String text = Files.readString(root.resolve("uptime"));
            return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * TICKS_PER_SECOND);
        } catch (IOException e) {
            return 0;
        }
    }
}
