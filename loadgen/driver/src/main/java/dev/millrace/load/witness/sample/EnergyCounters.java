package dev.millrace.load.witness.sample;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Energy of the processor packages, from the counters that Linux shows as {@code /sys/class/powercap/intel-rapl:N/energy_uj} (Intel
 * and AMD, bare metal, since 2020 for root only). Whole machine: whatever else runs on it is in it. Not thread-safe.
 */
final class EnergyCounters {
    private static final String PACKAGES = "intel-rapl:[0-9]*";

    private final Map<Path, Long> before = new HashMap<>();

    /** Takes the counters' first look. */
    EnergyCounters(Path powercap) {
        if (!Files.isDirectory(powercap)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(powercap, PACKAGES)) {
            for (Path folder : folders) {
                Long now = read(folder.resolve("energy_uj"));
                if (now != null && isPackage(folder)) {
                    before.put(folder, now);
                }
            }
        } catch (IOException e) {
            before.clear();
        }
    }

    /** {@code intel-rapl:0:1} is a part of {@code intel-rapl:0}. */
    private static boolean isPackage(Path folder) {
        String name = folder.getFileName().toString();
        return name.indexOf(':') == name.lastIndexOf(':');
    }

    boolean readable() {
        return !before.isEmpty();
    }

    /** Joules since the last call, or since this was made; null where no counter can be read. */
    @Nullable
    Double joules() {
        if (!readable()) {
            return null;
        }
        long micros = 0;
        for (var counter : before.entrySet()) {
            Long now = read(counter.getKey().resolve("energy_uj"));
            if (now == null) {
                return null;
            }
            long used = now - counter.getValue();
            if (used < 0) {
                Long range = read(counter.getKey().resolve("max_energy_range_uj"));
                used = range == null ? 0 : used + range;
            }
            micros += used;
            counter.setValue(now);
        }
        return micros / 1e6;
    }

    private static @Nullable Long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file).trim());
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
