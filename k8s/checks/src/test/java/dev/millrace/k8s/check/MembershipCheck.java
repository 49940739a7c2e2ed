package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import dev.millrace.servicekit.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** Static members of Kafka's groups: they have a name that outlives the pod, and time enough to come back under it. */
public final class MembershipCheck implements Check {
    /** To stop, to be scheduled, to start: a pod that is not back by then was not restarted but lost. */
    private static final Duration RESTART = Duration.ofSeconds(20);

    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().filter(pod -> pod.isOurs() && !pod.isFlink()).forEach(pod -> {
            boolean named = Documents.kind(pod.owner()).equals("StatefulSet");
            if (pod.name().equals("streams")) {
                findings.require(named, pod.title(), "kind", "a static member needs a name that stays");
                session(pod, pod.environment(), findings);
            }
            if (pod.environment().containsKey("MILLRACE_MODEL_NAME")) {
                worker(documents, pod, named, findings);
            }
            findings.require(
                    !named || pod.owner().path("spec").has("serviceName"), pod.title(), "serviceName", "is required");
            findings.require(
                    Documents.stream(pod.container().path("env"))
                            .filter(entry -> entry.path("name").asText().equals("MILLRACE_PROCESS_NAME"))
                            .anyMatch(entry -> entry.at("/valueFrom/fieldRef/fieldPath")
                                    .asText()
                                    .equals("metadata.name")),
                    pod.title(),
                    "env.MILLRACE_PROCESS_NAME",
                    "is not the pod's name: two would be one member");
        });
    }

    private static void worker(Documents documents, Pod pod, boolean named, Findings findings) {
        boolean member = pod.environment()
                .getOrDefault("MILLRACE_STATIC_MEMBERSHIP", "false")
                .equals("true");
        findings.require(
                member == named,
                pod.title(),
                "env.MILLRACE_STATIC_MEMBERSHIP",
                named
                        ? "is not set: its pods wait for each other's numbers and gain nothing"
                        : "in a Deployment: a pod that is replaced never comes back under its name");
        if (member) {
            JsonNode broker = documents.get("Kafka", "millrace").at("/spec/kafka/config");
            long millis = broker.path("group.consumer.session.timeout.ms").asLong(45_000);
            findings.require(
                    millis >= RESTART.toMillis()
                            && millis
                                    <= broker.path("group.consumer.max.session.timeout.ms")
                                            .asLong(60_000),
                    "Kafka/millrace",
                    "config.group.consumer.session.timeout.ms",
                    millis + " ms are less than a restart takes, or more than the broker takes");
        }
    }

    private static void session(Pod pod, Map<String, String> environment, Findings findings) {
        try {
            Duration session =
                    Settings.load(new String[0], environment).duration("session.timeout", Duration.ofSeconds(6));
            findings.require(
                    session.compareTo(RESTART) >= 0,
                    pod.title(),
                    "env.MILLRACE_SESSION_TIMEOUT",
                    session.toSeconds() + " s are less than a restart takes: its tasks would move and come back");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
