package dev.millrace.features.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Half-written files of processes that were killed. What is younger than a day may still be at work. */
final class Leftovers {
    private static final Duration AGE = Duration.ofDays(1);

    private final Path root;
    private final Instant before;

    Leftovers(Path root, Clock clock) {
        this.root = root;
        this.before = clock.instant().minus(AGE);
    }

    void remove() throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.find(
                root,
                3,
                (file, attributes) -> attributes.isRegularFile()
                        && String.valueOf(file.getFileName()).startsWith(".")
                        && String.valueOf(file.getFileName()).endsWith(DurableFile.TEMPORARY)
                        && attributes.lastModifiedTime().toInstant().isBefore(before))) {
            found = all.toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }
}
