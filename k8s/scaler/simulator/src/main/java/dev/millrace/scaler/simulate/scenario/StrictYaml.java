package dev.millrace.scaler.simulate.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.millrace.load.arrival.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads YAML into records: keys in kebab-case, unknown or repeated ones are errors that say which there are. */
final class StrictYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new ParameterNamesModule())
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationText()))
            .build();

    private StrictYaml() {}

    /** {@code origin} names the text in errors; throws {@link IOException} that says what is wrong and where. */
    static <T> T read(String text, String origin, Class<T> type) throws IOException {
        try {
            JsonNode tree = YAML.readTree(text);
            if (!tree.isObject()) {
                throw new IOException(origin + " is not a mapping of keys to values");
            }
            return read(tree, origin, type);
        } catch (JsonProcessingException e) {
            throw new IOException(origin + ": " + message(e) + place(e), e);
        }
    }

    private static <T> T read(JsonNode tree, String origin, Class<T> type) throws IOException {
        try {
            return YAML.treeToValue(tree, type);
        } catch (ValueInstantiationException e) {
            // Jackson makes the object before it looks at keys that it does not know; but who misspelt a key hears
            // first of that one.
            String unknown = unknownKey(tree, e);
            throw new IOException(origin + ": " + (unknown == null ? message(e) : unknown) + place(e), e);
        }
    }

    private static @Nullable String unknownKey(JsonNode tree, ValueInstantiationException e) {
        JsonNode node = tree;
        for (JsonMappingException.Reference step : e.getPath()) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        Set<String> known = new TreeSet<>();
        YAML.getDeserializationConfig()
                .introspect(e.getType())
                .findProperties()
                .forEach(property -> known.add(property.getName()));
        for (String key : (Iterable<String>) node::fieldNames) {
            if (!known.contains(key)) {
                return unknown(key, known);
            }
        }
        return null;
    }

    private static String unknown(String key, Collection<String> known) {
        return "unknown key '" + key + "'; there are " + String.join(", ", known);
    }

    private static String message(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown(
                    unknown.getPropertyName(),
                    unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .toList());
        }
        Throwable cause = e instanceof ValueInstantiationException ? e.getCause() : null;
        return String.valueOf(cause == null ? e.getOriginalMessage() : cause.getMessage());
    }

    private static String place(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining(".", " (at ", ")"));
        }
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }
}
