package dev.millrace.scaler.simulate.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.millrace.load.arrival.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

/** Reads YAML into records: keys in kebab-case, unknown or repeated ones are errors that say which there are. */
final class StrictYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .addModule(new ParameterNamesModule())
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationText()))
            .build();

    private StrictYaml() {}

    /** {@code origin} names the text in errors; throws {@link IOException} that says what is wrong and where. */
    static <T> T read(String text, String origin, Class<T> type) throws IOException {
        try {
            T value = YAML.readValue(text, type);
            if (value == null) {
                throw new IOException(origin + " is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException(origin + ": " + reason(e), e);
        }
    }

    private static String reason(JsonProcessingException e) {
        return message(e) + place(e);
    }

    private static String message(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "unknown key '" + unknown.getPropertyName() + "'; there are " + known;
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
