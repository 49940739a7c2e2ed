package dev.millrace.local.cli;

import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.scenario.ScenarioFile;
import dev.millrace.local.platform.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The scenarios that come with Millrace, and those of the user. */
final class ScenarioFiles {
    private static final String SUFFIX = ".yaml";

    private ScenarioFiles() {}

    static Path folder() {
        return Installation.current().home().resolve("loadgen/scenarios");
    }

    /** A file, or the name of one that comes with Millrace. */
    static Map<String, Scenario> read(String given) throws IOException {
        return ScenarioFile.read(path(given));
    }

    static Path path(String given) {
        Path file = Path.of(given);
        Path own = folder().resolve(given + SUFFIX);
        return !Files.exists(file) && Files.exists(own) ? own : file;
    }

    /** Files that come with Millrace, by name. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
