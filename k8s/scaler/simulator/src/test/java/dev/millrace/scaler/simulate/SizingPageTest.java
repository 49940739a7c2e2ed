package dev.millrace.scaler.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.simulate.contend.Contender;
import dev.millrace.scaler.simulate.result.Outcome;
import dev.millrace.scaler.simulate.scenario.PriceList;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.ScenarioYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of {@code k8s/docs/sizing.md} is what the simulator says. Written anew by {@code mvn -pl k8s/scaler/simulator test
 * -Dtest=SizingPageTest -Dmillrace.sizing.write=true}.
 */
class SizingPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "sizing.md");
    private static final String BEGIN = "<!-- table of the simulator: begin -->\n";
    private static final String END = "<!-- table of the simulator: end -->\n";
    private static final double HOURS_A_MONTH = 730;
    private static final double HOURS = 2;

    /** Records per second at the peak of the day, and what one worker answers. */
    private static final int[][] LOADS = {
        {100, 100}, {1_000, 100}, {1_000, 1_000}, {10_000, 1_000}, {10_000, 5_000}, {50_000, 5_000}
    };

    @TempDir
    Path folder;

    @Test
    void theTableIsWhatTheSimulatorSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("millrace.sizing.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("k8s/docs/sizing.md; written anew with -Dmillrace.sizing.write=true")
                .isEqualTo(table);
    }

    private String table() throws IOException {
        var lines = new ArrayList<String>(List.of(
                "| records/s at the peak | one worker answers | partitions | workers at the peak, mean | late | longest delay s"
                        + " | USD a month | the same, workers always on |",
                "|---|---|---|---|---|---|---|---|"));
        var simulation = new Simulation(PriceList.read(Path.of("..", "prices.yaml")));
        for (int[] load : LOADS) {
            lines.add(line(simulation, load[0], load[1]));
        }
        return String.join("\n", lines) + "\n";
    }

    private String line(Simulation simulation, int peak, int rate) throws IOException {
        Scenario scenario = scenario(peak, rate);
        List<Contender> contenders = Contenders.real().of(scenario, null).stream()
                .filter(each ->
                        each.name().equals(Contenders.DELAY) || each.name().startsWith("fixed"))
                .toList();
        List<Outcome> outcomes =
                simulation.run(scenario, contenders, Progress.NONE).outcomes();
        Outcome fixed = outcomes.get(0);
        Outcome delay = outcomes.get(1);
        return String.format(
                Locale.ROOT,
                "| %,d | %,d/s | %d | %d, %.1f | %.1f %% | %.1f | %.0f | %.0f |",
                peak,
                rate,
                partitions(peak, rate),
                delay.measured().peakReplicas(),
                delay.measured().replicaSeconds() / 3600 / HOURS,
                100 * delay.measured().lateShare(),
                delay.measured().maxDelaySeconds(),
                delay.bill().money() / HOURS * HOURS_A_MONTH,
                fixed.bill().money() / HOURS * HOURS_A_MONTH);
    }

    /** A day, shortened to an hour, twice: at night a twentieth of the peak. */
    private Scenario scenario(int peak, int rate) throws IOException {
        int most = partitions(peak, rate);
        return ScenarioYaml.read(Files.writeString(
                folder.resolve(peak + "-" + rate + ".yaml"),
                """
                name: sizing
                description: A row of the sizing page.
                duration: 2h
                step: 500ms
                seed: 1
                slo: 2s
                partitions: {count: %d}
                arrivals: {shape: daily, low: %s, high: %d, period: 1h}
                workers: {rate: %d, startup: 3s, initial: 1}
                scaling: {min: 0, max: %d, fixed: [%d]}
                """
                        .formatted(most, peak / 20.0, peak, rate, most, Math.max(1, most / 2))));
    }

    /** Twice what the peak needs, in dozens: partitions can be added but keys then move, workers above them read nothing. */
    private static int partitions(int peak, int rate) {
        return 12 * (int) Math.ceil(2.0 * peak / rate / 12);
    }
}
