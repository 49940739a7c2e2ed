package dev.millrace.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of one rendering, and the paths that every check walks. */
public record Documents(List<ObjectNode> all) {
    public Documents {
        all = List.copyOf(all);
    }

    /** A copy that may be changed without changing this. */
    public Documents copy() {
        return new Documents(all.stream().map(ObjectNode::deepCopy).toList());
    }

    public Stream<ObjectNode> kind(String kind) {
        return all.stream().filter(object -> kind(object).equals(kind));
    }

    public Optional<ObjectNode> find(String kind, String name) {
        return kind(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    /** The object of that kind and name; fails where there is none. */
    public ObjectNode get(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    /** Everything that makes pods, each as the pod it makes. */
    public Stream<Pod> pods() {
        return all.stream().flatMap(object -> Pod.of(this, object));
    }

    public static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    public static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    public static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    /** {@code Deployment/materializer}, as findings name it. */
    public static String title(JsonNode object) {
        return kind(object) + "/" + name(object);
    }

    public static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    public static List<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::asText).toList();
    }
}
