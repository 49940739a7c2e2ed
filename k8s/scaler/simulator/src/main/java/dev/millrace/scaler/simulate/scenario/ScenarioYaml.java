package dev.millrace.scaler.simulate.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads scenarios: keys are those of {@link Scenario} and its parts in kebab-case, durations texts such as {@code 30s}. */
public final class ScenarioYaml {
    private ScenarioYaml() {}

    /** Files that the scenario names are looked for in its folder. Throws {@link IOException} that names file, key and what is wrong. */
    public static Scenario read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no scenario " + file);
        }
        Scenario read = read(Files.readString(file), file.toString());
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? read : read.in(folder);
    }

    /** {@code origin} names the text in errors. */
    public static Scenario read(String text, String origin) throws IOException {
        return StrictYaml.read(text, origin, Scenario.class);
    }
}
