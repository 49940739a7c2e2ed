package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Environment;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTableTest {
    @Test
    void eachFigureHasItsRatioToBareAndWhatOneThreadDoesIsSummed() {
        String table = CostTable.of(forks()).plain();

        assertThat(table).contains("decode         0.500  0.400  0.600    0.50×     3");
        assertThat(table).contains("all of these    1.50                  1.50×");
        assertThat(table.lines().toList().get(4)).startsWith("exactly-once");
    }

    @Test
    void samplesAreTheMediansOfForksAndTheLoadIsThatBeforeAllOfThem() {
        RunResult result = forks();

        assertThat(result.metrics().get(1).samples()).containsExactly(.4, .5, .6);
        assertThat(result.environment().loadBefore()).isEqualTo(.2);
        assertThat(result.setup()).containsEntry("pairing", "x").containsEntry("slow", "nothing");
    }

    @Test
    void secondFlowIsAddedToTheFileOfTheFirst(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("COSTS.md");

        CostTable.write(forks(), file, false);
        CostTable.write(forks(), file, true);

        String text = Files.readString(file);
        assertThat(text).startsWith("# What each stage costs\n").containsOnlyOnce("# What each stage costs\n");
        assertThat(text.split("\n## ", -1)).hasSize(3);
    }

    private static RunResult forks() {
        return CostResult.of(List.of(fork(.4), fork(.5), fork(.6)), "", Map.of("pairing", "x"), .2);
    }

    private static RunResult fork(double decode) {
        return RunResult.ofMetrics(
                "cost-sensors",
                "Processor time",
                "",
                new Environment("x86", 2, 4096, "Linux", "17", "abc", "2026-01-01T00:00:00Z", 3, Map.of()),
                Map.of("slow", "nothing"),
                List.of(
                        metric("bare", 1.0, 1.0, 1.0),
                        metric("decode", decode, 99.0, decode - .1),
                        metric("whole", 1.5, 1.5, 1.5),
                        metric("exactly-once", 2.0, 2.0, 2.0)));
    }

    private static Metric metric(String stage, Double... turns) {
        return new Metric("sensors.cpu." + stage, "µs/event", Better.LOWER, stage, List.of(turns));
    }
}
