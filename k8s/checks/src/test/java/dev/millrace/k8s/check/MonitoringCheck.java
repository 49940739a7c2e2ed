package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import java.util.HashSet;
import java.util.Set;

/** Every process of ours is scraped, once, on a port that it has. */
public final class MonitoringCheck implements Check {
    @Override
    public void check(Documents documents, Findings findings) {
        Set<String> scraped = new HashSet<>();
        documents.kind("PodMonitor").forEach(monitor -> check(documents, monitor, scraped, findings));
        documents
                .pods()
                .filter(Pod::isOurs)
                .forEach(pod -> findings.require(
                        scraped.contains(pod.title()), pod.title(), "metadata.labels", "no PodMonitor selects it"));
    }

    private static void check(Documents documents, ObjectNode monitor, Set<String> scraped, Findings findings) {
        String title = Documents.title(monitor);
        JsonNode selector = monitor.at("/spec/selector/matchLabels");
        JsonNode endpoint = monitor.at("/spec/podMetricsEndpoints/0");
        String port = endpoint.path("port").asText();
        if (selector.has("strimzi.io/cluster")) {
            // Pods that Strimzi makes: its names.
            findings.require(
                    documents
                            .find("Kafka", selector.path("strimzi.io/cluster").asText())
                            .isPresent(),
                    title,
                    "selector",
                    "there is no such Kafka");
            findings.require(
                    selector.path("strimzi.io/kind").asText().equals("Kafka") && port.equals("tcp-prometheus"),
                    title,
                    "podMetricsEndpoints",
                    "Strimzi's brokers show metrics on tcp-prometheus");
            return;
        }
        findings.require(
                endpoint.path("path").asText().equals("/metrics"),
                title,
                "podMetricsEndpoints.path",
                "is not /metrics");
        var selected = documents.pods().filter(pod -> pod.matches(selector)).toList();
        findings.require(!selected.isEmpty() && !selector.isEmpty(), title, "selector", "selects no pod");
        for (Pod pod : selected) {
            findings.require(scraped.add(pod.title()), title, "selector", "scrapes " + pod.title() + " a second time");
            findings.require(
                    Documents.stream(pod.container().path("ports"))
                            .anyMatch(open -> open.path("name").asText().equals(port)),
                    title,
                    "podMetricsEndpoints.port",
                    pod.title() + " has no port " + port);
        }
    }
}
