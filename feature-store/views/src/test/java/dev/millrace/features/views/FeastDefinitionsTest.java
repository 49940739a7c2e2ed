package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code definitions.py}, executed against the stand-in in {@code src/test/python}, declares what the registry says. */
class FeastDefinitionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void checkedInDefinitionsDeclareWhatTheRegistrySays() throws Exception {
        Path definitions = Path.of("..").resolve(GenerateFeastRepo.REPO).resolve("definitions.py");
        assertDeclares(definitions, FeatureViewsYaml.own());
    }

    @Test
    void everyTypeAndEveryTextSurvives() throws Exception {
        FeatureViews views = Samples.everything();
        assertDeclares(write(FeastDefinitions.python(views)), views);
    }

    @Test
    void standInRefusesWhatFeastWouldRefuse() throws Exception {
        String python = FeastDefinitions.python(FeatureViewsYaml.own());
        assertThat(run(write(python.replace("online=", "onlin="))).problem())
                .contains("unexpected keyword argument 'onlin'");
        assertThat(run(write(python.replace("name=\"user_id\", dtype=String", "name=\"user_id\", dtype=Int64")))
                        .problem())
                .contains("types of join keys differ");
    }

    private void assertDeclares(Path definitions, FeatureViews views) throws Exception {
        Outcome outcome = run(definitions);
        assertThat(outcome.problem()).isEmpty();
        assertThat(List.of(JSON.readValue(outcome.output(), JsonNode[].class)))
                .containsExactlyInAnyOrderElementsOf(
                        RegistryJson.of(FeastRegistry.of(views, FeastRegistryFile.HISTORY, Instant.EPOCH)));
    }

    private Path write(String python) throws IOException {
        return Files.writeString(folder.resolve("definitions.py"), python);
    }

    private record Outcome(String output, String problem) {}

    private Outcome run(Path definitions) throws Exception {
        Path output = folder.resolve("output.json");
        Path problem = folder.resolve("problem.txt");
        ProcessBuilder python = new ProcessBuilder("python3", "-B", "src/test/python/record.py", definitions.toString())
                .redirectOutput(output.toFile())
                .redirectError(problem.toFile());
        python.environment().remove("MILLRACE_HISTORY");
        Process process = start(python);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(Files.readString(output), Files.readString(problem));
    }

    private static Process start(ProcessBuilder python) {
        try {
            return python.start();
        } catch (IOException e) {
            return abort("this machine has no python3 on its PATH: " + e.getMessage());
        }
    }
}
