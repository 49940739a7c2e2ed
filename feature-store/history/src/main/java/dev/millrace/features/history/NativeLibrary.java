package dev.millrace.features.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The driver unpacks 57 MB into the temp folder at each start and removes them when the JVM ends in peace; a killed one leaves them
 * for ever. Once loaded the file is not needed by name: where the system tells which it is, it goes at once.
 */
final class NativeLibrary {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private NativeLibrary() {}

    static void unlink() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        try (Stream<String> maps = Files.lines(MAPS)) {
            for (String path : maps.filter(line -> line.contains("/libduckdb_java") && line.endsWith(".so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList()) {
                Files.deleteIfExists(Path.of(path));
            }
        } catch (IOException e) {
            // It is 57 MB of temp folder, no reason to fail.
        }
    }
}
