package dev.millrace.local.demo.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Json;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.summary.DetectionSummary;
import dev.millrace.local.demo.summary.FlowSummary;
import dev.millrace.local.demo.summary.Percentiles;
import dev.millrace.local.demo.summary.RecommendationSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The summary as JSON. A flow that did not run has no node; a figure that cannot be known (no truth given) is null. */
public final class SummaryJson {
    private SummaryJson() {}

    public static void write(DemoSummary summary, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(
                file, Json.mapper().writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(of(summary)));
    }

    public static ObjectNode of(DemoSummary summary) {
        ObjectNode root = Json.mapper().createObjectNode();
        root.put("readySeconds", round(summary.readySeconds()));
        root.put("peakRssMb", summary.peakRssMb());
        root.put("eventsIn", summary.eventsIn());
        root.put("eventsOut", summary.eventsOut());
        root.put("lost", summary.lost());
        root.put("duplicates", summary.duplicates());
        root.put("deadLetters", summary.deadLetters());
        root.put("deadLettersExpected", summary.deadLettersExpected());
        root.put("restarts", summary.restarts());
        root.put("trafficSeconds", round(summary.trafficSeconds()));
        root.put("consumerLag", summary.consumerLag());
        ObjectNode lags = root.putObject("consumerLagByGroup");
        summary.lagByGroup().forEach(lags::put);
        ObjectNode flows = root.putObject("flows");
        summary.flows().forEach((name, flow) -> flows.set(name, flow(flow)));
        if (summary.detection() != null) {
            root.set("detection", detection(summary.detection()));
        }
        if (summary.recommendation() != null) {
            root.set("recommendation", recommendation(summary.recommendation()));
        }
        return root;
    }

    private static ObjectNode flow(FlowSummary flow) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("sent", flow.sent());
        node.put("count", flow.results());
        node.put("lost", flow.lost());
        node.put("duplicates", flow.duplicates());
        node.put("throughput", round(flow.throughput()));
        node.set("latencyMs", percentiles(flow.latencyMs()));
        node.put("latencyPart", flow.steadyPart());
        node.set("latencyAllMs", percentiles(flow.latencyAllMs()));
        node.set("scheduleSlipMs", percentiles(flow.slipMs()));
        node.put("modelVersion", flow.modelVersion());
        node.put("swapSeconds", round(flow.swapSeconds()));
        return node;
    }

    private static ObjectNode percentiles(Percentiles percentiles) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("p50", percentiles.p50());
        node.put("p95", percentiles.p95());
        node.put("p99", percentiles.p99());
        node.put("max", percentiles.max());
        node.put("count", percentiles.count());
        return node;
    }

    private static ObjectNode detection(DetectionSummary detection) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("eventRecall", round(detection.eventRecall()));
        node.put("falseAlarmsPerSensorDay", round(detection.falseAlarmsPerSensorDay()));
        node.put("delaySeconds", round(detection.delaySeconds()));
        node.put("events", detection.events());
        node.put("detected", detection.detected());
        node.put("falseAlarms", detection.falseAlarms());
        node.put("alertsOutsidePerThousand", round(detection.alertsOutsidePerThousand()));
        node.put("alerts", detection.alerts());
        node.put("sensorDays", round(detection.sensorDays()));
        node.put("part", detection.part());
        ObjectNode kinds = node.putObject("recallByKind");
        detection.recallByKind().forEach((kind, recall) -> kinds.put(kind, round(recall)));
        return node;
    }

    private static ObjectNode recommendation(RecommendationSummary recommendation) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("hitRateAt10", round(recommendation.hitRateAt10()));
        node.put("popularityHitRateAt10", round(recommendation.popularityHitRateAt10()));
        node.put("recallAt10", round(recommendation.hitRateAt10()));
        node.put("positions", recommendation.positions());
        return node;
    }

    /** Four decimals. */
    private static @Nullable Double round(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1e4) / 1e4;
    }
}
