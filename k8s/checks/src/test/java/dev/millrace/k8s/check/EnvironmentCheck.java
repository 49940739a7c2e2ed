package dev.millrace.k8s.check;

import dev.millrace.k8s.Check;
import dev.millrace.k8s.Documents;
import dev.millrace.k8s.Findings;
import dev.millrace.k8s.Pod;
import dev.millrace.k8s.code.ProcessCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Every key of a process's environment is one that its code reads, and every value one that it takes. */
public final class EnvironmentCheck implements Check {
    /** Not ours: the JVM's, ONNX Runtime's, OpenTelemetry's. */
    private static final Set<String> FOREIGN =
            Set.of("JAVA_TOOL_OPTIONS", "ORT_DISABLE_TELEMETRY", "OTEL_EXPORTER_OTLP_ENDPOINT");

    private static final String READABLE = Path.of("pom.xml").toAbsolutePath().toString();

    /** From outside, a process must be reached on its pod's address, and its logs read by machines. */
    private static final Map<String, String> CLUSTER =
            Map.of("MILLRACE_HTTP_HOST", "0.0.0.0", "MILLRACE_LOG_FORMAT", "json");

    @Override
    public void check(Documents documents, Findings findings) {
        documents.pods().filter(Pod::isOurs).forEach(pod -> check(pod, findings));
    }

    private static void check(Pod pod, Findings findings) {
        Map<String, String> environment = pod.environment();
        // What comes from a field, and a file that is there when the process starts.
        environment.replaceAll((key, value) ->
                value.isEmpty() ? pod.name() + "-0" : value.startsWith("/etc/millrace/") ? READABLE : value);
        ProcessCode code = code(pod, findings);
        if (code == null) {
            return;
        }
        try {
            code.read(environment);
        } catch (IllegalArgumentException e) {
            findings.add(pod.title(), "env", String.valueOf(e.getMessage()));
            return;
        }
        for (String key : environment.keySet()) {
            findings.require(
                    FOREIGN.contains(key) || (key.startsWith("MILLRACE_") && code.knows(key, environment)),
                    pod.title(),
                    "env." + key,
                    "is read by nobody in " + code.image());
        }
        CLUSTER.forEach((key, value) -> findings.require(
                value.equals(environment.get(key)) || (pod.isFlink() && key.contains("HTTP")),
                pod.title(),
                "env." + key,
                "must be " + value + " in a cluster"));
        findings.require(
                environment.containsKey("MILLRACE_PROCESS_NAME"), pod.title(), "env", "no MILLRACE_PROCESS_NAME");
        findings.require(
                !code.image().startsWith("worker") || "1".equals(environment.get("ORT_DISABLE_TELEMETRY")),
                pod.title(),
                "env.ORT_DISABLE_TELEMETRY",
                "ONNX Runtime must not call home");
    }

    private static @org.jspecify.annotations.Nullable ProcessCode code(Pod pod, Findings findings) {
        String image = pod.isFlink()
                ? pod.owner().at("/spec/image").asText()
                : pod.container().path("image").asText();
        try {
            return ProcessCode.ofImage(image);
        } catch (IllegalArgumentException e) {
            findings.add(pod.title(), "image", String.valueOf(e.getMessage()));
            return null;
        }
    }
}
