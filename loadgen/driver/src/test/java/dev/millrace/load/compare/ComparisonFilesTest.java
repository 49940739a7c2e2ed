package dev.millrace.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.load.report.SampleRun;
import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ComparisonFilesTest {
    private static final RunResult BEFORE = SampleRun.of(1, 5);
    private static final RunResult AFTER = SampleRun.of(2, 5, 1.21);

    private final Comparison comparison = Comparison.of(BEFORE, AFTER);

    @Test
    void jsonHoldsVerdictsSentenceAndExitCode() throws IOException {
        Path page = ComparisonFiles.write(comparison, BEFORE, AFTER, Path.of("target/sample-report"));

        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(page.resolveSibling("compare.json").toFile());
        assertThat(json.get("exitCode").asInt()).isEqualTo(1);
        assertThat(json.get("sentence").asText()).startsWith("stage decode: +2");
        assertThat(json.get("changes")).hasSameSizeAs(AFTER.metrics());
        assertThat(json.at("/stages/0/verdict").asText()).isEqualTo("worse");
        assertThat(Files.readString(page)).contains("\"sentence\":\"stage decode: +2", "compare.html: two runs");
    }

    @Test
    void textHasARowForEachMetricAndEndsWithTheSentence() {
        String text = ComparisonText.of(comparison);

        assertThat(AFTER.metrics()).allSatisfy(metric -> assertThat(text).contains(metric.name()));
        assertThat(text).containsPattern("worse +cpu.decode").endsWith(comparison.sentence() + "\n");
    }
}
