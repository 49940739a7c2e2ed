package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The C libraries that native code loads: with them, and nothing else of the build machine, a runtime starts on an empty image. They
 * keep their paths, where the loader of the same machine looks.
 */
final class CLibraries {
    private static final Pattern FOUND = Pattern.compile("(?:^|=>)\\s*(/\\S+) \\(0x[0-9a-f]+\\)$");

    /**
     * Loaded by name, or by natives that lie inside jars (RocksDB, DuckDB, zstd, ONNX Runtime); the small ones are empty since glibc
     * 2.34, and still asked for by what was linked before.
     */
    private static final List<String> BY_NAME = List.of(
            "libstdc++.so.6",
            "libgcc_s.so.1",
            "libm.so.6",
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "libresolv.so.2",
            "libnss_dns.so.2",
            "libnss_files.so.2");

    private CLibraries() {}

    /** Files outside of {@code runtime}, an absolute path, that its programs and libraries need, and {@link #BY_NAME}; sorted. */
    static SortedSet<Path> of(Path runtime) throws IOException, InterruptedException {
        List<Path> binaries;
        try (var files = Files.walk(runtime)) {
            binaries = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".so") || file.equals(runtime.resolve("bin/java")))
                    .sorted()
                    .toList();
        }
        SortedSet<Path> found = needed(binaries, runtime);
        Path libc = found.stream()
                .filter(file -> file.endsWith("libc.so.6"))
                .findFirst()
                .orElseThrow(() -> new IOException("ldd finds no libc.so.6 for " + runtime
                        + ": images on scratch are built on Linux with glibc; elsewhere name a base (--base)"));
        for (String name : BY_NAME) {
            Path library = libc.resolveSibling(name);
            if (Files.exists(library)) {
                found.add(library);
            }
        }
        found.addAll(needed(List.copyOf(found), runtime));
        return found;
    }

    private static SortedSet<Path> needed(Collection<Path> binaries, Path without)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("ldd"));
        binaries.forEach(file -> command.add(file.toString()));
        var found = new TreeSet<Path>();
        Tool.run(command).lines().forEach(line -> {
            var library = FOUND.matcher(line.strip());
            if (library.find() && !Path.of(library.group(1)).normalize().startsWith(without)) {
                found.add(Path.of(library.group(1)));
            }
        });
        return found;
    }
}
