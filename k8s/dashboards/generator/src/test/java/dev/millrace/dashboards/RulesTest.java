package dev.millrace.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.dashboards.alerts.Alert;
import dev.millrace.dashboards.alerts.Rules;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules do what they are for, by Prometheus's own tool. */
class RulesTest {
    private static final Path ALERTS = GeneratedFilesTest.K8S.resolve("alerts");

    @Test
    void promtoolFindsNoFault() throws Exception {
        assertThat(promtool(List.of("check", "rules", "rules.yaml"))).contains("SUCCESS");
    }

    @Test
    void everyRuleFiresForWhatItIsForAndNotForWhatLooksLikeIt() throws Exception {
        var command = new ArrayList<>(List.of("test", "rules"));
        for (Path test : tests()) {
            command.add(ALERTS.relativize(test).toString());
        }
        assertThat(promtool(command)).contains("SUCCESS").doesNotContain("FAILED");
    }

    @Test
    void everyRuleIsTestedBothWays() throws IOException {
        var firing = new TreeSet<String>();
        var silent = new TreeSet<String>();
        for (Path file : tests()) {
            for (JsonNode test :
                    new YAMLMapper().readTree(Files.readString(file)).findValues("alert_rule_test")) {
                for (JsonNode check : test) {
                    (check.get("exp_alerts").isEmpty() ? silent : firing)
                            .add(check.get("alertname").asText());
                }
            }
        }
        List<String> names = Rules.alerts().stream().map(Alert::name).toList();
        assertThat(firing).containsExactlyInAnyOrderElementsOf(names);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void bothFilesHaveTheSameGroups() throws IOException {
        var yaml = new YAMLMapper();
        assertThat(yaml.readTree(Files.readString(ALERTS.resolve("prometheusrule.yaml")))
                        .at("/spec/groups"))
                .isEqualTo(yaml.readTree(Files.readString(ALERTS.resolve("rules.yaml")))
                        .get("groups"));
    }

    private static List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.list(ALERTS.resolve("tests"))) {
            return files.sorted().toList();
        }
    }

    private static String promtool(List<String> arguments) throws Exception {
        assumeTrue(installed(), "promtool is not installed (Debian package prometheus)");
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(ALERTS.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }
}
