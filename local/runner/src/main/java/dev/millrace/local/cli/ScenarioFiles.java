package dev.millrace.local.cli;

import dev.millrace.load.scenario.Scenario;
import dev.millrace.load.scenario.ScenarioFile;
import java.io.IOException;
import java.util.Map;

/** The load scenarios that come with Millrace, and those of the user. */
final class ScenarioFiles {
    private ScenarioFiles() {}

    static BundledFiles bundled() {
        return BundledFiles.of("loadgen/scenarios");
    }

    /** A file, or the name of one that comes with Millrace. */
    static Map<String, Scenario> read(String given) throws IOException {
        return ScenarioFile.read(bundled().path(given));
    }
}
