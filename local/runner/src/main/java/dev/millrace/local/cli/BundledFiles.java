package dev.millrace.local.cli;

import dev.millrace.local.platform.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** YAML files of one folder that come with Millrace, and those of the user beside them. */
record BundledFiles(Path folder) {
    private static final String SUFFIX = ".yaml";
    private static final String KUSTOMIZATION = "kustomization";

    /** {@code folder}: relative to the installation. */
    static BundledFiles of(String folder) {
        return new BundledFiles(Installation.current().home().resolve(folder));
    }

    /** A file, or the name of one that comes with Millrace, or its path in the installation. */
    Path path(String given) {
        Path file = Path.of(given);
        return Stream.of(
                        file,
                        folder.resolve(given + SUFFIX),
                        Installation.current().home().resolve(given))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(file);
    }

    List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> !name(file).equals(KUSTOMIZATION))
                    .sorted()
                    .toList();
        }
    }

    List<String> names() throws IOException {
        return all().stream().map(BundledFiles::name).toList();
    }

    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
