package dev.millrace.local.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.summary.DetectionSummary;
import dev.millrace.local.demo.summary.FlowSummary;
import dev.millrace.local.demo.summary.Percentiles;
import dev.millrace.local.demo.summary.RecommendationSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryJsonTest {
    private static final FlowSummary FLOW = new FlowSummary(
            100,
            90,
            1,
            2,
            33.3,
            new Percentiles(80, 4, 9, 15, 20),
            "steady",
            new Percentiles(90, 5, 10, 16, 30),
            Percentiles.NONE,
            "v1",
            1.5);
    private static final DetectionSummary DETECTION =
            new DetectionSummary(10, 9, .9, 2L, .25, 61.5, .1, 12, 8, "after training", Map.of("drift", 1.0));
    private static final DemoSummary SUMMARY = new DemoSummary(
            9.25,
            1800,
            1,
            123,
            110,
            3,
            2,
            22,
            23,
            60,
            0,
            Map.of("worker.recommender", 0L),
            new TreeMap<>(Map.of("sensor", FLOW, "user", FLOW)),
            DETECTION,
            new RecommendationSummary(5000, .34, .05));

    @Test
    void theAgreedKeysAreThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/summary.json");
        SummaryJson.write(SUMMARY, file);
        JsonNode json = Json.mapper().readTree(file.toFile());
        assertThat(json.at("/readySeconds").asDouble()).isEqualTo(9.25);
        assertThat(json.at("/peakRssMb").asLong()).isEqualTo(1800);
        assertThat(json.at("/eventsIn").asLong()).isEqualTo(123);
        assertThat(json.at("/lost").asLong()).isEqualTo(3);
        assertThat(json.at("/duplicates").asLong()).isEqualTo(2);
        assertThat(json.at("/deadLetters").asLong()).isEqualTo(22);
        assertThat(json.at("/restarts").asInt()).isEqualTo(1);
        for (String flow : new String[] {"sensor", "user"}) {
            assertThat(json.at("/flows/" + flow + "/latencyMs/p50").asDouble()).isEqualTo(4);
            assertThat(json.at("/flows/" + flow + "/latencyMs/p95").asDouble()).isEqualTo(9);
            assertThat(json.at("/flows/" + flow + "/latencyMs/p99").asDouble()).isEqualTo(15);
        }
        assertThat(json.at("/detection/eventRecall").asDouble()).isEqualTo(.9);
        assertThat(json.at("/detection/falseAlarmsPerSensorDay").asDouble()).isEqualTo(.25);
        assertThat(json.at("/detection/delaySeconds").asDouble()).isEqualTo(61.5);
        assertThat(json.at("/recommendation/hitRateAt10").asDouble()).isEqualTo(.34);
        assertThat(json.at("/recommendation/popularityHitRateAt10").asDouble()).isEqualTo(.05);
    }

    @Test
    void aFlowThatDidNotRunHasNoNode() {
        var sensorsOnly =
                new DemoSummary(1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, Map.of(), Map.of("sensor", FLOW), DETECTION, null);
        JsonNode json = SummaryJson.of(sensorsOnly);
        assertThat(json.at("/flows/user").isMissingNode()).isTrue();
        assertThat(json.has("recommendation")).isFalse();
        assertThat(sensorsOnly.exitCode()).isZero();
    }

    @Test
    void theTableFitsAHundredColumnsAndSaysThatResultsWereLost() {
        var lines = new ArrayList<String>();
        SummaryTable.write(SUMMARY, lines::add);
        assertThat(lines).allMatch(line -> line.length() <= 100).contains("  Results were lost.");
        assertThat(String.join("\n", lines)).contains("0.900").contains("0.340").contains("0.050");
        assertThat(SUMMARY.exitCode()).isEqualTo(1);
    }
}
