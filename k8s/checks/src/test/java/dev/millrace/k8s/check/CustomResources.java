package dev.millrace.k8s.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Schemas of the stock operators, as the API server applies them with {@code --validate=strict}: unknown fields are refused. */
final class CustomResources {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CHOICES = Set.of("oneOf", "anyOf", "allOf", "not");
    private static final Map<String, Optional<Schema>> KNOWN = new ConcurrentHashMap<>();

    private CustomResources() {}

    /** What is wrong with an object; empty where its kind and version are no custom resource that we know. */
    static Optional<List<String>> faults(ObjectNode object) {
        return KNOWN.computeIfAbsent(
                        object.path("apiVersion").asText() + "/"
                                + object.path("kind").asText(),
                        CustomResources::load)
                .map(schema -> schema.validate(object.toString(), InputFormat.JSON).stream()
                        .map(Error::toString)
                        .toList());
    }

    private static Optional<Schema> load(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        String file = "/crds/" + parts[0] + "_" + parts[2].toLowerCase(Locale.ROOT) + "s.json";
        try (InputStream in = CustomResources.class.getResourceAsStream(file)) {
            if (in == null) {
                return Optional.empty();
            }
            for (JsonNode version : JSON.readTree(in).get("versions")) {
                if (version.get("name").asText().equals(parts[1])) {
                    return Optional.of(schema(version.get("schema")));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(JsonNode openApi) {
        strict(openApi, true);
        // Every object has these beside what its definition says.
        for (String common : List.of("apiVersion", "kind", "metadata")) {
            ((ObjectNode) openApi.get("properties")).putObject(common);
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(openApi.toString(), InputFormat.JSON);
    }

    /** {@code whole}: it lists all fields of its object; what stands in a {@code oneOf} names only some. */
    private static void strict(JsonNode schema, boolean whole) {
        if (schema instanceof ObjectNode object) {
            boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
            if (whole && object.path("properties").isObject() && !object.has("additionalProperties") && !open) {
                object.put("additionalProperties", false);
            }
            if (object.has("x-kubernetes-int-or-string")) {
                object.remove(List.of("anyOf", "pattern"));
                object.putArray("type").add("integer").add("string");
            }
            // What only the API server reads; the validator would tell of each.
            object.properties()
                    .removeIf(entry -> entry.getKey().startsWith("x-kubernetes-")
                            || (entry.getKey().equals("example")
                                    && !entry.getValue().isObject()));
        }
        schema.properties().forEach(entry -> strict(entry.getValue(), whole && !CHOICES.contains(entry.getKey())));
        if (schema.isArray()) {
            schema.forEach(each -> strict(each, whole));
        }
    }
}
