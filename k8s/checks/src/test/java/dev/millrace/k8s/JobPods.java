package dev.millrace.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The steps of a job in their order, each as a pod with that one container: an Argo step is one, and in a CronJob's pod no two of the
 * containers run at the same time.
 */
final class JobPods {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JobPods() {}

    static Stream<Pod> ofJob(ObjectNode job, JsonNode template) {
        return Stream.concat(
                        Documents.stream(template.at("/spec/initContainers")),
                        Documents.stream(template.at("/spec/containers")))
                .map(container -> {
                    ObjectNode step = template.deepCopy();
                    ObjectNode spec = (ObjectNode) step.path("spec");
                    spec.remove("initContainers");
                    spec.putArray("containers").add(container);
                    return new Pod(job, step);
                });
    }

    /** None where there is no such workflow template; a check tells that. */
    static Stream<Pod> ofCronWorkflow(Documents documents, ObjectNode schedule) {
        JsonNode workflow = schedule.at("/spec/workflowSpec");
        return documents
                .find(
                        "WorkflowTemplate",
                        workflow.at("/workflowTemplateRef/name").asText())
                .stream()
                .map(template -> filled(template, workflow.at("/arguments/parameters")))
                .flatMap(template -> steps(schedule, template.path("spec")));
    }

    private static JsonNode filled(ObjectNode template, JsonNode parameters) {
        String text = template.toString();
        for (JsonNode parameter : parameters) {
            text = text.replace(
                    "{{workflow.parameters." + parameter.path("name").asText() + "}}",
                    parameter.path("value").asText());
        }
        return read(text);
    }

    private static Stream<Pod> steps(ObjectNode schedule, JsonNode workflow) {
        List<Pod> pods = new ArrayList<>();
        for (JsonNode group :
                named(workflow, workflow.path("entrypoint").asText()).path("steps")) {
            for (JsonNode step : group) {
                pods.add(pod(
                        schedule,
                        workflow,
                        named(workflow, step.path("template").asText())));
            }
        }
        return pods.stream();
    }

    private static JsonNode named(JsonNode workflow, String name) {
        return Documents.stream(workflow.path("templates"))
                .filter(template -> template.path("name").asText().equals(name))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    private static Pod pod(ObjectNode schedule, JsonNode workflow, JsonNode template) {
        ObjectNode pod = JSON.createObjectNode();
        pod.set("metadata", workflow.path("podMetadata").deepCopy());
        ObjectNode spec = pod.putObject("spec");
        for (String key : List.of("securityContext", "serviceAccountName", "automountServiceAccountToken")) {
            if (workflow.has(key)) {
                spec.set(key, workflow.get(key));
            }
        }
        ArrayNode volumes = spec.putArray("volumes");
        workflow.path("volumes").forEach(volumes::add);
        workflow.path("volumeClaimTemplates").forEach(claim -> volumes.addObject()
                .put("name", claim.at("/metadata/name").asText()));
        ObjectNode container = template.path("container").deepCopy();
        container.put("name", template.path("name").asText());
        spec.putArray("containers").add(container);
        if (workflow.has("podSpecPatch")) {
            spec.setAll((ObjectNode) read(workflow.get("podSpecPatch").asText()));
        }
        return new Pod(schedule, pod);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
