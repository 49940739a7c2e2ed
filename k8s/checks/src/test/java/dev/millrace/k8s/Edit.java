package dev.millrace.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.function.Predicate;

/** Changes to rendered objects, for mistakes on purpose. A change that finds nothing to change fails. */
record Edit(Documents documents) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sets the value of a path to a JSON text. */
    Edit set(String kind, String name, String path, String json) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = existing(kind, name, path.substring(0, slash));
        String key = path.substring(slash + 1).replace("~1", "/");
        try {
            if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(key), JSON.readTree(json));
            } else {
                ((ObjectNode) parent).set(key, JSON.readTree(json));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
        return this;
    }

    Edit remove(String kind, String name, String path) {
        existing(kind, name, path);
        int slash = path.lastIndexOf('/');
        JsonNode parent = existing(kind, name, path.substring(0, slash));
        String key = path.substring(slash + 1).replace("~1", "/");
        if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(key));
        } else {
            ((ObjectNode) parent).remove(key);
        }
        return this;
    }

    /** Gives a key another name. */
    Edit rename(String kind, String name, String path, String key) {
        JsonNode value = existing(kind, name, path);
        remove(kind, name, path);
        return set(kind, name, path.substring(0, path.lastIndexOf('/') + 1) + key, value.toString());
    }

    /** Sets a literal of a container's environment, which must be there. */
    Edit env(String kind, String name, String key, String value) {
        entry(kind, name, key).put("value", value);
        return this;
    }

    Edit renameEnv(String kind, String name, String key, String other) {
        entry(kind, name, key).put("name", other);
        return this;
    }

    private ObjectNode entry(String kind, String name, String key) {
        return Documents.stream(containers(documents.get(kind, name)))
                .flatMap(container -> Documents.stream(container.path("env")))
                .filter(entry -> entry.path("name").asText().equals(key))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no " + key));
    }

    private static JsonNode containers(ObjectNode object) {
        JsonNode containers = object.at("/spec/template/spec/containers");
        return containers.isMissingNode() ? object.at("/spec/podTemplate/spec/containers") : containers;
    }

    /** Without the objects that fit. */
    Edit without(Predicate<ObjectNode> which) {
        var rest = new ArrayList<>(documents.all());
        if (!rest.removeIf(which)) {
            throw new AssertionError("there is none of these");
        }
        return new Edit(new Documents(rest));
    }

    Edit with(String json) {
        var more = new ArrayList<>(documents.all());
        try {
            more.add((ObjectNode) JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
        return new Edit(new Documents(more));
    }

    private JsonNode existing(String kind, String name, String path) {
        JsonNode found = documents.get(kind, name).at(path);
        if (found.isMissingNode()) {
            throw new AssertionError(kind + "/" + name + " has no " + path);
        }
        return found;
    }
}
