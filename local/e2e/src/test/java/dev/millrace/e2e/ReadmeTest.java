package dev.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.e2e.Checkout.Outcome;
import dev.millrace.embedded.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents promise. */
class ReadmeTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)[^)]*\\)");
    private static final Pattern COMMAND = Pattern.compile("^\\./millrace ([a-z]+)( [a-z]+)?.*", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void theFirstCommandRunsTheDemoAndLosesNothing() throws Exception {
        Path json = folder.resolve("summary.json");
        Outcome demo = Checkout.run(
                List.of(
                        Checkout.HOME.resolve("millrace").toString(),
                        "demo",
                        "--seconds",
                        "15",
                        "--json",
                        json.toString(),
                        "--kafka-port",
                        Integer.toString(FreePorts.next()),
                        "--http-port",
                        Integer.toString(FreePorts.next()),
                        "--console-port",
                        Integer.toString(FreePorts.next())),
                "",
                600);
        assertThat(demo.status()).as(demo.out()).isZero();
        assertThat(demo.out()).contains("alert  firing", "Nothing was lost.");
        JsonNode summary = Json.mapper().readTree(Files.readAllBytes(json));
        for (String key : List.of(
                "readySeconds",
                "peakRssMb",
                "eventsIn",
                "lost",
                "duplicates",
                "deadLetters",
                "restarts",
                "flows.sensor.latencyMs.p50",
                "flows.sensor.latencyMs.p95",
                "flows.sensor.latencyMs.p99",
                "flows.user.latencyMs.p50",
                "flows.user.latencyMs.p99",
                "detection.eventRecall",
                "detection.falseAlarmsPerSensorDay",
                "detection.delaySeconds",
                "recommendation.hitRateAt10",
                "recommendation.popularityHitRateAt10")) {
            assertThat(summary.at("/" + key.replace('.', '/')).isNumber())
                    .as(key)
                    .isTrue();
        }
        assertThat(summary.get("lost").asLong()).isZero();
        assertThat(summary.get("restarts").asInt()).isZero();
        assertThat(summary.at("/detection/eventRecall").asDouble()).isGreaterThanOrEqualTo(.9);
        assertThat(summary.at("/detection/falseAlarmsPerSensorDay").asDouble()).isLessThanOrEqualTo(1);
        assertThat(summary.at("/recommendation/hitRateAt10").asDouble())
                .isGreaterThan(
                        2 * summary.at("/recommendation/popularityHitRateAt10").asDouble());
    }

    @Test
    void everyCommandOfTheReadmeExists() throws Exception {
        Matcher commands = COMMAND.matcher(Files.readString(Checkout.HOME.resolve("README.md")));
        int seen = 0;
        while (commands.find()) {
            var arguments = new ArrayList<String>(List.of(commands.group(1)));
            if (commands.group(1).equals("model")) {
                arguments.add(commands.group(2).trim());
            }
            arguments.add("--help");
            assertThat(Checkout.millrace(arguments.toArray(new String[0])).status())
                    .as(commands.group())
                    .isZero();
            seen++;
        }
        assertThat(seen).isGreaterThan(5);
    }

    @Test
    void everyLinkOfTheDocumentsLeadsSomewhere() throws Exception {
        for (String document : List.of("README.md", "ARCHITECTURE.md", "DECISIONS.md", "CONTRIBUTING.md")) {
            Matcher links = LINK.matcher(Files.readString(Checkout.HOME.resolve(document)));
            while (links.find()) {
                assertThat(Checkout.HOME.resolve(links.group(1))).as(document).exists();
            }
        }
    }

    @Test
    void ciRunsExactlyTheTestCommandOfTheReadme() throws Exception {
        assertThat(Files.readString(Checkout.HOME.resolve("README.md"))).contains("\nmvn -B verify\n");
        assertThat(Files.readString(Checkout.HOME.resolve(".ci/run"))).endsWith("exec mvn -B verify\n");
    }
}
