package dev.millrace.scaler.simulate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.simulate.result.Bill;
import dev.millrace.scaler.simulate.result.Change;
import dev.millrace.scaler.simulate.result.Curves;
import dev.millrace.scaler.simulate.result.Outcome;
import dev.millrace.scaler.simulate.result.SimulationResult;
import dev.millrace.scaler.simulate.world.Measured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationFilesTest {
    private static final Measured MEASURED =
            new Measured(2000, 1990, 10, 5, 5, 9.9, 1600, 10_000, 6400, 40, 4, 20, 7200, 1, 2, 3, 1.5);
    private static final SimulationResult RESULT = new SimulationResult(
            "sample",
            "What a reader sees.",
            List.of("2,000 records </script>"),
            2,
            "USD",
            List.of(new Outcome(
                    "delay",
                    MEASURED,
                    new Bill(1.25, 80, 20),
                    new Curves(
                            List.of(10.0, 20.0),
                            List.of(200.0, 0.0),
                            List.of(1000.0, 10.0),
                            List.of(5.0, 10.0),
                            List.of(1, 3),
                            List.of(1, 2),
                            List.of(1, 1)),
                    List.of(new Change(12, 1, 3, "1,000 waiting")))));

    @TempDir
    Path folder;

    @Test
    void jsonIsAsItWas() throws IOException {
        assertThat(SimulationFiles.json(RESULT)).isEqualTo(resource("sample.json"));
    }

    @Test
    void tableHasOneLineForEachContender() {
        assertThat(SimulationText.of(RESULT).lines().map(String::strip))
                .containsExactly(
                        "sample: What a reader sees.",
                        "2,000 records </script>",
                        "max delay s  p99 s  late > 2 s   lag·s  replica·s  changes  most  0 to 1 s  node·h   USD  Wh  idle",
                        "delay           10   9.90        80 %  10,000         40        3     3      1.50       2  1.25  80  25 %");
        assertThat(SimulationText.markdown(RESULT))
                .startsWith("|  | max delay s | p99 s |")
                .contains("| delay | 10 |");
    }

    @Test
    void pageHasDataPlotsAndNothingThatEscapes() throws IOException {
        Path page = SimulationFiles.write(RESULT, folder.resolve("new"));

        assertThat(page).isEqualTo(folder.resolve("new/sample.html"));
        assertThat(Files.readString(page))
                .contains("default-src 'none'", "Longest delay", "2,000 records \\u003c/script>")
                .doesNotContain("records </script>");
        assertThat(folder.resolve("new/sample.json")).exists();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SimulationFilesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
