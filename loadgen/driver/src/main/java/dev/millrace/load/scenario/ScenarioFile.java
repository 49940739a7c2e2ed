package dev.millrace.load.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.millrace.load.arrival.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads scenarios from YAML. Keys are those of {@link Scenario} and its parts, in kebab-case; unknown ones are refused. A file may
 * have {@code variants}: names with what they change, each a scenario of its own that has the rest of the file.
 *
 * <pre>
 * name: users-scaled
 * users: {arrivals: {shape: constant, rate: 100}}
 * variants:
 *   one-worker: {platform: {workers: {recommender: 1}}}
 *   four-workers: {platform: {workers: {recommender: 4}}}
 * </pre>
 */
public final class ScenarioFile {
    private static final String VARIANTS = "variants";
    private static final String UNTAGGED = "x";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new ParameterNamesModule())
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationText()))
            .build();

    private ScenarioFile() {}

    /** Variants by name, in the file's order; a file without has one, the empty name. Throws {@link IOException} that names file and trouble. */
    public static Map<String, Scenario> read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no scenario " + file + ": `load list` shows those that come with Millrace");
        }
        return read(Files.readString(file), file.toString());
    }

    /** {@code origin} names the text in errors. */
    public static Map<String, Scenario> read(String text, String origin) throws IOException {
        try {
            if (!(YAML.readTree(text) instanceof ObjectNode whole)) {
                throw new IOException(origin + " is not a scenario: its YAML must be a mapping with 'name' and so on");
            }
            JsonNode variants = whole.remove(VARIANTS);
            var scenarios = new LinkedHashMap<String, Scenario>();
            if (variants == null) {
                scenarios.put("", scenario(whole));
            } else {
                for (Map.Entry<String, JsonNode> variant : variants.properties()) {
                    scenarios.put(variant.getKey(), scenario(merged(whole, variant.getValue())));
                }
            }
            return scenarios;
        } catch (JsonProcessingException e) {
            throw new IOException(origin + ": " + reason(e), e);
        }
    }

    private static Scenario scenario(ObjectNode node) throws JsonProcessingException {
        for (String flow : List.of("sensors", "users")) {
            if (node.get(flow) instanceof ObjectNode load) {
                load.put("tag", UNTAGGED); // every run sets its own
            }
        }
        return YAML.treeToValue(node, Scenario.class);
    }

    /** {@code change} laid over {@code base}: mappings key by key, everything else whole. */
    private static ObjectNode merged(ObjectNode base, JsonNode change) {
        ObjectNode merged = base.deepCopy();
        for (Map.Entry<String, JsonNode> entry : change.properties()) {
            JsonNode before = merged.get(entry.getKey());
            merged.set(
                    entry.getKey(),
                    before instanceof ObjectNode mapping && entry.getValue().isObject()
                            ? merged(mapping, entry.getValue())
                            : entry.getValue());
        }
        return merged;
    }

    private static String reason(JsonProcessingException e) {
        Throwable cause = e instanceof ValueInstantiationException ? e.getCause() : null;
        String message = cause == null ? e.getOriginalMessage() : cause.getMessage();
        String place = e instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? " (at "
                        + mapping.getPathReference()
                                .replaceAll("[\\w.$]+\\[\"?", "")
                                .replace("\"]", "")
                                .replace("->", ".")
                        + ")"
                : e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
        return message + place;
    }
}
