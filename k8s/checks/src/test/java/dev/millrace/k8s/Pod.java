package dev.millrace.k8s;

import static dev.millrace.k8s.Documents.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The pods that one object makes.
 *
 * @param owner the object
 * @param template labels and spec of its pods
 */
public record Pod(ObjectNode owner, JsonNode template) {
    static Stream<Pod> of(Documents documents, ObjectNode object) {
        return switch (Documents.kind(object)) {
            case "Deployment", "StatefulSet" -> Stream.of(new Pod(object, object.at("/spec/template")));
            case "FlinkDeployment" -> Stream.of(new Pod(object, object.at("/spec/podTemplate")));
            case "CronJob" -> JobPods.ofJob(object, object.at("/spec/jobTemplate/spec/template"));
            case "Job" -> JobPods.ofJob(object, object.at("/spec/template"));
            case "CronWorkflow" -> JobPods.ofCronWorkflow(documents, object);
            default -> Stream.empty();
        };
    }

    public String title() {
        return Documents.title(owner);
    }

    public String name() {
        return Documents.name(owner);
    }

    public String namespace() {
        return Documents.namespace(owner);
    }

    public JsonNode spec() {
        return template.path("spec");
    }

    public Map<String, String> labels() {
        return texts(template.at("/metadata/labels"));
    }

    /** Those that run first included. */
    public Stream<JsonNode> containers() {
        return Stream.concat(stream(spec().path("initContainers")), stream(spec().path("containers")));
    }

    /** Every pod of ours has one. */
    public JsonNode container() {
        return spec().at("/containers/0");
    }

    public boolean isFlink() {
        return Documents.kind(owner).equals("FlinkDeployment");
    }

    /** Whether it runs to an end and is gone: one step of a job. */
    public boolean isJob() {
        return List.of("CronJob", "CronWorkflow", "Job").contains(Documents.kind(owner));
    }

    /** Whether it is a process of this repository. */
    public boolean isOurs() {
        return labels().containsKey("millrace.dev/runtime");
    }

    /** Literal values of the environment. */
    public Map<String, String> environment() {
        var found = new TreeMap<String, String>();
        containers()
                .flatMap(container -> stream(container.path("env")))
                .forEach(entry -> found.put(
                        entry.path("name").asText(), entry.path("value").asText("")));
        return found;
    }

    public Optional<JsonNode> volume(String name) {
        return stream(spec().path("volumes"))
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst();
    }

    /** Whether a selector's {@code matchLabels} fit; an empty selector fits all. */
    public boolean matches(JsonNode matchLabels) {
        return labels().entrySet().containsAll(texts(matchLabels).entrySet());
    }

    private static Map<String, String> texts(JsonNode object) {
        var found = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
        return found;
    }
}
